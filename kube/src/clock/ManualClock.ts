import { Clock, maximumTimerMilliseconds } from './Clock';

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock for tests: time passes only when the test says so. */
export class ManualClock implements Clock {
  #elapsed = 0;
  #order = 0;
  readonly #start: number;
  readonly #timers = new Set<Timer>();

  /** @param start - the wall-clock time at which it starts */
  constructor(start: Date = new Date('2026-01-01T00:00:00Z')) {
    this.#start = start.getTime();
  }

  now(): number {
    return this.#start + this.#elapsed;
  }

  monotonicMilliseconds(): number {
    return this.#elapsed;
  }

  schedule(milliseconds: number, callback: () => void): () => void {
    const delay = Math.min(Math.max(0, milliseconds), maximumTimerMilliseconds);
    const timer = {
      due: this.#elapsed + delay,
      order: this.#order++,
      callback,
    };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** How many timers wait. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Lets time pass and runs what became due, in order, letting promises settle in between. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#elapsed + milliseconds;
    await settle();
    for (;;) {
      const next = [...this.#timers]
        .filter(timer => timer.due <= end)
        .sort((a, b) => a.due - b.due || a.order - b.order)[0];
      if (!next) {
        break;
      }
      this.#timers.delete(next);
      this.#elapsed = Math.max(this.#elapsed, next.due);
      next.callback();
      await settle();
    }
    this.#elapsed = end;
    await settle();
  }
}

/** Promises that depend on each other settle over several turns. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await Promise.resolve();
  }
}
