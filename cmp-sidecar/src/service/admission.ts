import { DeliveryError } from '../failure';

/** Gives back the place that a call held. Calling it again does nothing. */
export type Release = () => void;

interface Waiting {
  readonly admit: () => void;
}

/**
 * Bounds how many calls hold memory at the same time and how many may wait for that. Those who wait are served in the
 * order of their arrival.
 */
export class Admission {
  private active = 0;
  private readonly queue = new Set<Waiting>();

  constructor(
    private readonly places: number,
    private readonly queueLength: number,
  ) {}

  /** Calls that hold a place. */
  get activeCount(): number {
    return this.active;
  }

  /** Calls that wait for one. */
  get waitingCount(): number {
    return this.queue.size;
  }

  /**
   * Waits for a place.
   *
   * @throws DeliveryError `QUEUE_FULL` at once when too many wait already; the signal's reason when it aborts first.
   */
  async enter(signal: AbortSignal): Promise<Release> {
    signal.throwIfAborted();
    if (this.active >= this.places || this.queue.size > 0)
      await this.wait(signal);
    else this.active += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.leave();
    };
  }

  private wait(signal: AbortSignal): Promise<void> {
    if (this.queue.size >= this.queueLength) {
      throw new DeliveryError(
        'QUEUE_FULL',
        `The Amalthea plugin is busy: ${this.active} applications are being rendered and ${this.queue.size} wait. Argo CD ` +
          'asks again by itself; if this happens often, give the sidecar more CPU or repo-server more replicas.',
      );
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { admit: resolve };
      this.queue.add(waiting);
      signal.addEventListener(
        'abort',
        () => {
          // Aborting after the admission comes too late to matter here.
          if (this.queue.delete(waiting)) reject(signal.reason);
        },
        { once: true },
      );
    });
  }

  /** Hands the place on to the first who waits, so that no newcomer can take it in between. */
  private leave(): void {
    const [next] = this.queue;
    if (next) {
      this.queue.delete(next);
      next.admit();
    } else {
      this.active -= 1;
    }
  }
}
