import { Clock } from '../clock/Clock';

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** A rate limit per key: so many at once, then one per period. */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: {
      readonly size: number;
      readonly refillMilliseconds: number;
    },
  ) {}

  /** Takes one token of a key, if it has one. */
  take(key: string): boolean {
    const { size, refillMilliseconds } = this.limits;
    const now = this.clock.monotonicMilliseconds();
    const bucket = this.#buckets.get(key) ?? { tokens: size, filledAt: now };
    const earned = Math.floor((now - bucket.filledAt) / refillMilliseconds);
    if (earned > 0) {
      bucket.tokens = Math.min(size, bucket.tokens + earned);
      bucket.filledAt += earned * refillMilliseconds;
    }
    this.#buckets.delete(key);
    this.forgetFullBuckets(now);
    this.#buckets.set(key, bucket);
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens -= 1;
    return true;
  }

  /** The map is in order of last use: buckets at its front are full again once a full refill has passed. */
  private forgetFullBuckets(now: number): void {
    const { size, refillMilliseconds } = this.limits;
    for (const [key, bucket] of this.#buckets) {
      if (now - bucket.filledAt < size * refillMilliseconds) {
        return;
      }
      this.#buckets.delete(key);
    }
  }
}
