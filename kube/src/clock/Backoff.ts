/** How a pause grows from failure to failure. */
export interface BackoffOptions {
  readonly initialMilliseconds: number;
  readonly maximumMilliseconds: number;
  /** Default 2. */
  readonly factor?: number;
  /** The pause is lengthened by a random part of itself, up to this share. Default 0. */
  readonly jitter?: number;
  /** Between 0 and 1. */
  readonly random?: () => number;
}

/** Exponential back-off with jitter. */
export class Backoff {
  #failures = 0;

  constructor(private readonly options: BackoffOptions) {}

  /** The next pause in milliseconds. */
  next(): number {
    const {
      initialMilliseconds,
      maximumMilliseconds,
      factor = 2,
      jitter = 0,
      random = Math.random,
    } = this.options;
    const base = Math.min(
      maximumMilliseconds,
      initialMilliseconds * factor ** this.#failures,
    );
    this.#failures += 1;
    return base * (1 + jitter * random());
  }

  /** Starts again from the shortest pause. */
  reset(): void {
    this.#failures = 0;
  }
}
