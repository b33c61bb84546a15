import { Clock } from '@amalthea/kube';

/** What health is judged by. */
export interface HealthSources {
  readonly clock: Clock;
  /** Milliseconds since each watch last heard anything, by resource. */
  readonly watchAges: () => ReadonlyMap<string, number>;
  /** What is not mirrored yet. */
  readonly unsynced: () => readonly string[];
}

/** A judgement and its reasons. */
export interface HealthReport {
  readonly ok: boolean;
  readonly problems: readonly string[];
}

/** Bookmarks come every minute; a watch that misses five is dead. */
const deadWatchMilliseconds = 5 * 60_000;
/** So recently must the API server have answered for a silent watch to be the watch's fault. */
const reachableMilliseconds = 60_000;
const lagLimitMilliseconds = 5_000;
const lagProbeMilliseconds = 500;

/** Judges whether this process should be restarted, and whether it is ready. */
export class Health {
  #answeredAt = -Infinity;
  #probedAt: number;
  #stopping = false;
  #cancel: () => void = () => {};

  constructor(private readonly sources: HealthSources) {
    this.#probedAt = sources.clock.monotonicMilliseconds();
  }

  /** Begins to measure the lag of the event loop. */
  start(): void {
    const probe = () => {
      this.#probedAt = this.sources.clock.monotonicMilliseconds();
      this.#cancel = this.sources.clock.schedule(lagProbeMilliseconds, probe);
    };
    probe();
  }

  stop(): void {
    this.#cancel();
  }

  /** The API server has answered something. */
  apiServerAnswered(): void {
    this.#answeredAt = this.sources.clock.monotonicMilliseconds();
  }

  /** The process is on its way out: not ready any more, and not to be killed for it. */
  shuttingDown(): void {
    this.#stopping = true;
  }

  /** How late timers are. */
  get lagMilliseconds(): number {
    return Math.max(
      0,
      this.sources.clock.monotonicMilliseconds() -
        this.#probedAt -
        lagProbeMilliseconds,
    );
  }

  /** A silent watch counts only while the API server answers: a restart would not bring it back. */
  liveness(): HealthReport {
    const problems: string[] = [];
    if (this.lagMilliseconds > lagLimitMilliseconds) {
      problems.push(
        `the event loop is ${Math.round(this.lagMilliseconds / 1000)} s late`,
      );
    }
    if (
      this.sources.clock.monotonicMilliseconds() - this.#answeredAt <
      reachableMilliseconds
    ) {
      for (const [resource, age] of this.sources.watchAges()) {
        if (age > deadWatchMilliseconds) {
          problems.push(
            `the watch of ${resource} has been silent for ${Math.round(
              age / 1000,
            )} s`,
          );
        }
      }
    }
    return { ok: problems.length === 0, problems };
  }

  readiness(): HealthReport {
    const unsynced = this.sources.unsynced();
    const problems = [
      ...(this.#stopping ? ['shutting down'] : []),
      ...(unsynced.length > 0
        ? [`not mirrored yet: ${unsynced.join(', ')}`]
        : []),
    ];
    return { ok: problems.length === 0, problems };
  }
}
