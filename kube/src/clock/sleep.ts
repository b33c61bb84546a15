import { Clock } from './Clock';

/**
 * Waits, or stops waiting early without an error when `signal` is aborted.
 *
 * @param clock - where time comes from
 * @param milliseconds - how long
 * @param signal - ends the wait
 */
export function sleep(
  clock: Clock,
  milliseconds: number,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    let cancel = () => {};
    const finish = () => {
      cancel();
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    cancel = clock.schedule(milliseconds, finish);
    signal?.addEventListener('abort', finish, { once: true });
  });
}
