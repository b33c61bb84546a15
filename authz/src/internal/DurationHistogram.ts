/** Counts durations by size. Bounds are inclusive, in seconds, and rise. */
export class DurationHistogram {
  private readonly counts: number[];
  private sum = 0;

  constructor(private readonly boundsSeconds: readonly number[]) {
    this.counts = new Array<number>(boundsSeconds.length + 1).fill(0);
  }

  observe(seconds: number): void {
    this.sum += seconds;
    let index = 0;
    while (seconds > (this.boundsSeconds[index] ?? Infinity)) index += 1;
    this.counts[index] = (this.counts[index] ?? 0) + 1;
  }

  get sumSeconds(): number {
    return this.sum;
  }

  /** How many were at most as long as each bound, `+Inf` last, as Prometheus wants them. */
  cumulative(): readonly (readonly [bound: string, count: number])[] {
    let total = 0;
    return this.counts.map((count, index) => {
      total += count;
      return [String(this.boundsSeconds[index] ?? '+Inf'), total] as const;
    });
  }
}
