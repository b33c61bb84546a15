/**
 * Asks again and again until the answer is something.
 *
 * @param what - named when time is up
 * @param ask - gives undefined, false, or throws while it is not yet so
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  timeoutMilliseconds: number = 60_000,
): Promise<T> {
  const end = Date.now() + timeoutMilliseconds;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) {
        return answer;
      }
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) {
      throw new Error(
        `${what}: not within ${timeoutMilliseconds} ms (last: ${last})`,
      );
    }
    await pause(100);
  }
}

/** For what can only be shown by waiting: that nothing happens. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
