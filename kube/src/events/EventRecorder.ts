import {
  KubernetesObject,
  ObjectName,
  objectKey,
} from '../api/KubernetesObject';
import { resources } from '../api/ResourceRef';
import { KubeClient } from '../client/KubeClient';
import { Clock, systemClock } from '../clock/Clock';
import { microTime } from '../lease/LeaseRecord';
import { TokenBuckets } from './TokenBuckets';

/** What people read with `kubectl describe` and `kubectl events`. */
export interface ObjectEvent {
  readonly type: 'Normal' | 'Warning';
  /** One word in CamelCase; a reason of a condition. */
  readonly reason: string;
  /** What was done or tried: one word in CamelCase. */
  readonly action: string;
  /** A sentence for people; cut to 1 kB. */
  readonly note: string;
}

/** How events are recorded. */
export interface EventRecorderOptions {
  readonly client: Pick<KubeClient, 'create' | 'patch'>;
  /** Such as `amalthea.dev/operator`. */
  readonly reportingController: string;
  /** The process: usually the pod's name. */
  readonly reportingInstance: string;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** Fences writes: see Leadership.assert. */
  readonly beforeAttempt?: () => void;
  readonly onDropped?: (cause: unknown) => void;
}

interface Series {
  readonly name: Required<ObjectName>;
  count: number;
  lastAt: number;
  /** Calls about one series go one after the other. */
  sending: Promise<void>;
}

/** A repetition within this time belongs to the same series; client-go's value. */
const seriesMilliseconds = 6 * 60_000;
const maximumNoteLength = 1_024;
const maximumSeries = 4_096;

/**
 * Writes events.k8s.io/v1 Events. Repetitions become a series of one Event; each object has a limited rate
 * (25 at once, one more every five minutes, as in client-go); what cannot be written at once is dropped.
 */
export class EventRecorder {
  readonly #clock: Clock;
  readonly #series = new Map<string, Series>();
  readonly #buckets: TokenBuckets;
  readonly #pending = new Set<Promise<void>>();

  constructor(private readonly options: EventRecorderOptions) {
    this.#clock = options.clock ?? systemClock;
    this.#buckets = new TokenBuckets(this.#clock, {
      size: 25,
      refillMilliseconds: 300_000,
    });
  }

  /** Records an event about an object. Returns at once and never throws. */
  record(regarding: KubernetesObject, event: ObjectEvent): void {
    const identity = regarding.metadata?.uid ?? objectKey(regarding);
    const key = JSON.stringify([
      identity,
      event.type,
      event.reason,
      event.action,
    ]);
    const now = this.#clock.monotonicMilliseconds();
    if (!this.#buckets.take(identity)) {
      this.options.onDropped?.(new Error('rate limit of the object'));
      return;
    }
    const known = this.#series.get(key);
    if (known && now - known.lastAt < seriesMilliseconds) {
      known.count += 1;
      known.lastAt = now;
      const { count } = known;
      known.sending = this.track(
        known.sending.then(() => this.extend(known.name, count)),
      );
      return;
    }
    this.forgetOldSeries(now);
    const name = this.nameFor(regarding);
    this.#series.set(key, {
      name,
      count: 1,
      lastAt: now,
      sending: this.track(this.create(name, regarding, event)),
    });
  }

  /** Resolves when what was recorded so far has been written or dropped. */
  async flush(): Promise<void> {
    await Promise.all(this.#pending);
  }

  private track(sending: Promise<void>): Promise<void> {
    const settled = sending
      .catch(error => this.options.onDropped?.(error))
      .finally(() => this.#pending.delete(settled));
    this.#pending.add(settled);
    return settled;
  }

  private async create(
    name: Required<ObjectName>,
    regarding: KubernetesObject,
    event: ObjectEvent,
  ): Promise<void> {
    await this.options.client.create(
      resources.events,
      {
        apiVersion: 'events.k8s.io/v1',
        kind: 'Event',
        metadata: { ...name },
        eventTime: microTime(this.#clock.now()),
        type: event.type,
        reason: event.reason,
        action: event.action,
        note: event.note.slice(0, maximumNoteLength),
        regarding: {
          apiVersion: regarding.apiVersion,
          kind: regarding.kind,
          name: regarding.metadata?.name,
          namespace: regarding.metadata?.namespace,
          uid: regarding.metadata?.uid,
          resourceVersion: regarding.metadata?.resourceVersion,
        },
        reportingController: this.options.reportingController,
        reportingInstance: this.options.reportingInstance,
      } as KubernetesObject,
      { ...this.call(), namespace: name.namespace },
    );
  }

  private async extend(
    name: Required<ObjectName>,
    count: number,
  ): Promise<void> {
    const series = { count, lastObservedTime: microTime(this.#clock.now()) };
    await this.options.client.patch(
      resources.events,
      name,
      { type: 'merge', body: { series } },
      this.call(),
    );
  }

  /** Events are worth one attempt: they must not add to an overload. */
  private call() {
    return {
      deadlineMilliseconds: 5_000,
      beforeAttempt: this.options.beforeAttempt,
    };
  }

  private nameFor(regarding: KubernetesObject): Required<ObjectName> {
    const random = this.options.random ?? Math.random;
    const suffix = Array.from({ length: 16 }, () =>
      Math.floor(random() * 16).toString(16),
    ).join('');
    const name = (regarding.metadata?.name ?? 'unknown').slice(0, 230);
    return {
      name: `${name}.${suffix}`,
      namespace: regarding.metadata?.namespace ?? 'default',
    };
  }

  private forgetOldSeries(now: number): void {
    for (const [key, series] of this.#series) {
      if (
        this.#series.size < maximumSeries &&
        now - series.lastAt < seriesMilliseconds
      ) {
        // Oldest first: what follows is younger.
        return;
      }
      this.#series.delete(key);
    }
  }
}
