import { Clock, maximumTimerMilliseconds, systemClock } from '../clock/Clock';
import {
  noWorkQueueMetrics,
  WorkQueueMetrics,
} from '../metrics/WorkQueueMetrics';
import { DelayHeap } from './DelayHeap';

/** Low: what a restart or a resync brings. It waits until nothing else is due. */
export type Priority = 'normal' | 'low';

/** How a queue behaves. */
export interface WorkQueueOptions {
  readonly clock?: Clock;
  readonly metrics?: WorkQueueMetrics;
  /** First pause of {@link WorkQueue.addRateLimited}. Default 5 ms. */
  readonly initialBackoffMilliseconds?: number;
  /** Longest pause. Default 1000 s. */
  readonly maximumBackoffMilliseconds?: number;
}

/**
 * A queue of keys, after client-go's workqueue: a key is worked on by one worker at a time; added while
 * it waits, it is worked on once; added while it is being worked on, once more afterwards.
 */
export class WorkQueue {
  readonly #clock: Clock;
  readonly #metrics: WorkQueueMetrics;
  readonly #initialBackoff: number;
  readonly #maximumBackoff: number;
  /** Keys that need work, with the lane they go to; `#ready` and `#processing` are subsets of the truth. */
  readonly #dirty = new Map<string, Priority>();
  readonly #ready: Record<Priority, Map<string, number>> = {
    normal: new Map(),
    low: new Map(),
  };
  readonly #processing = new Map<string, number>();
  readonly #failures = new Map<string, number>();
  readonly #delayed = new DelayHeap();
  readonly #waiting: ((key: string | undefined) => void)[] = [];
  #cancelTimer: () => void = () => {};
  #timerDue = Infinity;
  #shuttingDown = false;

  constructor(options: WorkQueueOptions = {}) {
    this.#clock = options.clock ?? systemClock;
    this.#metrics = options.metrics ?? noWorkQueueMetrics;
    this.#initialBackoff = options.initialBackoffMilliseconds ?? 5;
    this.#maximumBackoff = options.maximumBackoffMilliseconds ?? 1_000_000;
  }

  /** Keys that could be taken now. */
  get depth(): number {
    return this.#ready.normal.size + this.#ready.low.size;
  }

  /** Keys of normal priority that could be taken now. */
  get waitingNormally(): number {
    return this.#ready.normal.size;
  }

  /** Keys being worked on. */
  get processing(): number {
    return this.#processing.size;
  }

  /** Keys that become due later. */
  get delayed(): number {
    return this.#delayed.size;
  }

  /** Milliseconds that the longest-running worker has been at its key. */
  get longestRunningMilliseconds(): number {
    const now = this.#clock.monotonicMilliseconds();
    return Math.max(
      0,
      ...[...this.#processing.values()].map(started => now - started),
    );
  }

  /** Milliseconds of all work that has begun and not ended, together. */
  get unfinishedMilliseconds(): number {
    const now = this.#clock.monotonicMilliseconds();
    return [...this.#processing.values()].reduce(
      (sum, started) => sum + now - started,
      0,
    );
  }

  /** Asks for work on a key as soon as possible. */
  add(key: string, priority: Priority = 'normal'): void {
    if (this.#shuttingDown) {
      return;
    }
    const current = this.#dirty.get(key);
    if (current === 'normal' || current === priority) {
      return;
    }
    this.#metrics.added();
    this.#dirty.set(key, priority);
    if (!this.#processing.has(key)) {
      const since =
        this.#ready.low.get(key) ?? this.#clock.monotonicMilliseconds();
      this.#ready.low.delete(key);
      this.enqueue(key, priority, since);
    }
  }

  /** Asks for work on a key after a time; of several times the earliest counts. */
  addAfter(key: string, milliseconds: number): void {
    if (this.#shuttingDown) {
      return;
    }
    if (milliseconds <= 0) {
      this.add(key);
      return;
    }
    this.#delayed.add(key, this.#clock.monotonicMilliseconds() + milliseconds);
    this.armTimer();
  }

  /** Asks for work on a key after its own back-off, which doubles each time until {@link WorkQueue.forget}. */
  addRateLimited(key: string): void {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    this.#metrics.retried();
    // 2^1024 is Infinity, and Infinity is cut to the maximum.
    this.addAfter(
      key,
      Math.min(this.#maximumBackoff, this.#initialBackoff * 2 ** failures),
    );
  }

  /** How often in a row a key has failed. */
  failures(key: string): number {
    return this.#failures.get(key) ?? 0;
  }

  /** Ends the back-off of a key. */
  forget(key: string): void {
    this.#failures.delete(key);
  }

  /** Takes the next key; waits for one. `undefined` when the queue was shut down and is empty. */
  take(): Promise<string | undefined> {
    const key = this.next();
    if (key !== undefined) {
      return Promise.resolve(key);
    }
    if (this.#shuttingDown) {
      return Promise.resolve(undefined);
    }
    return new Promise(resolve => this.#waiting.push(resolve));
  }

  /** Says that the work on a taken key has ended. */
  done(key: string): void {
    const started = this.#processing.get(key);
    if (started === undefined) {
      return;
    }
    const now = this.#clock.monotonicMilliseconds();
    this.#metrics.finished((now - started) / 1000);
    this.#processing.delete(key);
    const priority = this.#dirty.get(key);
    if (priority) {
      this.enqueue(key, priority, now);
    }
  }

  /** Takes no more keys in. What is due is still handed out; delayed keys are dropped. */
  shutDown(): void {
    this.#shuttingDown = true;
    this.#cancelTimer();
    if (this.depth === 0) {
      for (const resolve of this.#waiting.splice(0)) {
        resolve(undefined);
      }
    }
  }

  private enqueue(key: string, priority: Priority, since: number): void {
    this.#ready[priority].set(key, since);
    this.#metrics.depthChanged(this.depth);
    const waiter = this.#waiting.shift();
    if (waiter) {
      waiter(this.next());
    }
  }

  private next(): string | undefined {
    const lane =
      this.#ready.normal.size > 0 ? this.#ready.normal : this.#ready.low;
    const first = lane.entries().next();
    if (first.done) {
      return undefined;
    }
    const [key, since] = first.value;
    const now = this.#clock.monotonicMilliseconds();
    lane.delete(key);
    this.#dirty.delete(key);
    this.#processing.set(key, now);
    this.#metrics.taken((now - since) / 1000);
    this.#metrics.depthChanged(this.depth);
    return key;
  }

  private armTimer(): void {
    const earliest = this.#delayed.earliest;
    if (earliest === undefined || earliest >= this.#timerDue) {
      return;
    }
    this.#cancelTimer();
    this.#timerDue = earliest;
    const wait = earliest - this.#clock.monotonicMilliseconds();
    this.#cancelTimer = this.#clock.schedule(
      Math.min(wait, maximumTimerMilliseconds),
      () => {
        this.#timerDue = Infinity;
        const now = this.#clock.monotonicMilliseconds();
        for (
          let key = this.#delayed.takeDue(now);
          key !== undefined;
          key = this.#delayed.takeDue(now)
        ) {
          this.add(key);
        }
        this.armTimer();
      },
    );
  }
}
