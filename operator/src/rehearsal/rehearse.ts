import { setImmediate } from 'node:timers/promises';

import { RehearsalConfig, rehearseServer } from './rehearseServer';

/** Lives that make the code of a pass fast; more bring little (measured). */
const lives = 40;
/** A machine on which it takes longer has better things to do. */
const longestMilliseconds = 250;

/** What a rehearsal needs of its surroundings. */
export interface RehearsalOptions extends RehearsalConfig {
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly monotonicMilliseconds: () => number;
}

/**
 * Goes through the lives of a few invented servers, so that the first real ones meet code that is compiled already. Nothing
 * of it leaves the process. Whatever else waits gets its turn between two lives.
 *
 * @returns how many lives there were
 */
export async function rehearse(options: RehearsalOptions): Promise<number> {
  const { signal, now, monotonicMilliseconds } = options;
  let spent = 0;
  let index = 0;
  while (index < lives && spent < longestMilliseconds && !signal.aborted) {
    const started = monotonicMilliseconds();
    rehearseServer(index, options, now());
    spent += monotonicMilliseconds() - started;
    index += 1;
    await setImmediate();
  }
  return index;
}
