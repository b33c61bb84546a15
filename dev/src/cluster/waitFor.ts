import { setTimeout as delay } from 'node:timers/promises';
import { DevError } from '../host/DevError';

export interface WaitOptions {
  /** What is waited for, as the subject of "did not … in time". */
  readonly what: string;
  readonly timeoutSeconds: number;
  /** Rejects when waiting has become pointless. */
  readonly unless?: readonly Promise<never>[];
  readonly signal?: AbortSignal;
}

/**
 * Asks again and again until the answer is neither undefined nor false.
 *
 * @throws DevError `COMPONENT_FAILED` after the timeout, or what `unless` rejects with.
 */
export async function waitFor<T>(
  probe: () => Promise<T | undefined | false>,
  options: WaitOptions,
): Promise<T> {
  const poll = async () => {
    const deadline = performance.now() + options.timeoutSeconds * 1000;
    for (;;) {
      const answer = await probe();
      if (answer !== undefined && answer !== false) return answer;
      if (performance.now() > deadline) {
        throw new DevError(
          'COMPONENT_FAILED',
          `${options.what} did not come up in ${options.timeoutSeconds} s.`,
        );
      }
      await delay(25, undefined, { signal: options.signal });
    }
  };
  return Promise.race([poll(), ...(options.unless ?? [])]);
}
