import { constants } from 'node:os';
import { endings } from './abortOnSignals';

/** The part of the process that is needed. */
export interface Endable {
  on(name: string, listener: (name: NodeJS.Signals) => void): unknown;
  off(name: string, listener: (name: NodeJS.Signals) => void): unknown;
  exit(code: number): void;
}

/**
 * Does the work when a signal ends this process, and ends it then. Further signals change nothing: whoever presses
 * Ctrl-C twice must not leave half of it.
 *
 * @returns how to leave signals alone again
 */
export function undoOnSignals(
  undo: () => Promise<void>,
  endable: Endable = process,
): () => void {
  let begun = false;
  const listener = (name: NodeJS.Signals) => {
    if (begun) return;
    begun = true;
    const end = () => endable.exit(128 + constants.signals[name]);
    undo().then(end, error => {
      process.stderr.write(`amalthea: ${String(error)}\n`);
      end();
    });
  };
  for (const name of endings) endable.on(name, listener);
  return () => {
    for (const name of endings) endable.off(name, listener);
  };
}
