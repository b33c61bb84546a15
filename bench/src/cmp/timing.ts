/** The value below which the given share of the numbers lies; `share` from 0 to 1. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Milliseconds of each of `count` runs, one after the other. */
export async function durations(
  count: number,
  work: () => Promise<unknown>,
): Promise<readonly number[]> {
  const result: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const started = performance.now();
    await work();
    result.push(performance.now() - started);
  }
  return result;
}

/** How often a second `work` is done when so many do it side by side for so long. */
export async function throughput(
  concurrency: number,
  seconds: number,
  work: (worker: number) => Promise<unknown>,
): Promise<number> {
  const started = performance.now();
  let done = 0;
  const loop = async (worker: number) => {
    while (performance.now() - started < seconds * 1000) {
      await work(worker);
      done += 1;
    }
  };
  await Promise.all(
    Array.from({ length: concurrency }, (_, worker) => loop(worker)),
  );
  return done / ((performance.now() - started) / 1000);
}
