import { setTimeout as delay } from 'node:timers/promises';

/**
 * Repeats a check until it passes; rejects with its last failure when the time is over.
 * The pause is a second: these checks ask a whole system, not a variable.
 */
export async function eventually<T>(
  check: () => Promise<T>,
  limitSeconds = 120,
): Promise<T> {
  const deadline = performance.now() + limitSeconds * 1000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(1000);
    }
  }
}
