import { isNotFound } from '../api/KubeApiError';
import { ObjectName } from '../api/KubernetesObject';
import { resources } from '../api/ResourceRef';
import { KubeClient } from '../client/KubeClient';
import { Clock, systemClock } from '../clock/Clock';
import { sleep } from '../clock/sleep';
import { Lease, microTime } from './LeaseRecord';

/** Who competes for which lease. Defaults are client-go's: 15 s, 10 s, 2 s. */
export interface LeaseElectorOptions {
  readonly client: Pick<KubeClient, 'get' | 'create' | 'replace'>;
  readonly lease: Required<ObjectName>;
  /** Unique for each process, also after a restart. */
  readonly identity: string;
  /** How long others wait after the last renewal that they saw. */
  readonly leaseDurationMilliseconds?: number;
  /** How long the leader tries to renew before it steps down. */
  readonly renewDeadlineMilliseconds?: number;
  /** Pause between attempts. */
  readonly retryPeriodMilliseconds?: number;
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly onError?: (error: unknown) => void;
}

/** Thrown before a write that a process without the lease was about to make. */
export class NotLeadingError extends Error {
  readonly code = 'NOT_LEADING';

  constructor() {
    super(
      'This process does not hold the lease (any more): it must not write.',
    );
    this.name = 'NotLeadingError';
  }
}

/** A term of leadership. */
export interface Leadership {
  /** Aborted when the term ends, so that writes in flight stop. */
  readonly signal: AbortSignal;
  /**
   * Called before each write. Looks at the clock, not at a timer: a process that was paused for longer
   * than its lease finds out here, before its timers have run.
   *
   * @throws NotLeadingError when the term has ended
   */
  readonly assert: () => void;
}

/**
 * Leader election by a Lease, after client-go's leaderelection: renewals of others are observed on the
 * local monotonic clock, so that wrong clocks do no harm.
 */
export class LeaseElector {
  readonly #options: Required<Omit<LeaseElectorOptions, 'onError'>> &
    Pick<LeaseElectorOptions, 'onError'>;
  #observed: Lease | undefined;
  #observedAt = 0;
  #renewedAt = -Infinity;
  #leading = false;

  constructor(options: LeaseElectorOptions) {
    this.#options = {
      leaseDurationMilliseconds: 15_000,
      renewDeadlineMilliseconds: 10_000,
      retryPeriodMilliseconds: 2_000,
      clock: systemClock,
      random: Math.random,
      ...options,
    };
    const {
      leaseDurationMilliseconds,
      renewDeadlineMilliseconds,
      retryPeriodMilliseconds,
    } = this.#options;
    if (
      leaseDurationMilliseconds <= renewDeadlineMilliseconds ||
      renewDeadlineMilliseconds <= retryPeriodMilliseconds * 1.2
    ) {
      throw new RangeError(
        'The lease duration must be longer than the renew deadline, and that longer than 1.2 retry periods.',
      );
    }
  }

  /** Whether this process leads now, by the clock. */
  get isLeading(): boolean {
    return (
      this.#leading &&
      this.sinceRenewal() < this.#options.renewDeadlineMilliseconds
    );
  }

  /** Who held the lease when last seen. */
  get holder(): string | undefined {
    return this.#observed?.spec?.holderIdentity || undefined;
  }

  /**
   * Competes until `signal` is aborted; each time the lease is won, `lead` runs until it returns or the
   * lease is lost. At the end the lease is released, so that another takes over at once.
   */
  async run(
    signal: AbortSignal,
    lead: (leadership: Leadership) => Promise<void>,
  ): Promise<void> {
    const { clock, random, retryPeriodMilliseconds } = this.#options;
    while (!signal.aborted) {
      if (await this.tryAcquireOrRenew(signal)) {
        await this.leadTerm(signal, lead);
      }
      await sleep(
        clock,
        retryPeriodMilliseconds * (1 + 0.2 * random()),
        signal,
      );
    }
  }

  private async leadTerm(
    signal: AbortSignal,
    lead: (leadership: Leadership) => Promise<void>,
  ): Promise<void> {
    const term = new AbortController();
    const renewing = new AbortController();
    const stop = () => renewing.abort();
    signal.addEventListener('abort', stop, { once: true });
    this.#leading = true;
    const work = lead({
      signal: term.signal,
      assert: () => {
        if (term.signal.aborted || !this.isLeading) {
          throw new NotLeadingError();
        }
      },
    }).finally(stop);
    try {
      const lost = await this.renewUntil(renewing.signal);
      if (lost) {
        term.abort(new NotLeadingError());
      }
      // On an orderly end the work may still drain: the lease is held until it has returned.
      await this.drain(work, term, lost);
    } finally {
      signal.removeEventListener('abort', stop);
      term.abort(new NotLeadingError());
      const held = this.isLeading;
      this.#leading = false;
      if (held) {
        await this.release();
      }
    }
  }

  /** Waits for the work to return, renewing meanwhile. */
  private async drain(
    work: Promise<void>,
    term: AbortController,
    lost: boolean,
  ): Promise<void> {
    if (lost) {
      await work.catch(error => this.report(error));
      return;
    }
    const finished = new AbortController();
    const renewal = this.renewUntil(finished.signal).then(lostMeanwhile => {
      if (lostMeanwhile) {
        term.abort(new NotLeadingError());
      }
    });
    try {
      await work;
    } finally {
      finished.abort();
      await renewal;
    }
  }

  /** Renews until `signal` is aborted (false) or the renew deadline has passed (true). */
  private async renewUntil(signal: AbortSignal): Promise<boolean> {
    const { clock, renewDeadlineMilliseconds, retryPeriodMilliseconds } =
      this.#options;
    while (!signal.aborted) {
      const left = renewDeadlineMilliseconds - this.sinceRenewal();
      await sleep(
        clock,
        Math.min(retryPeriodMilliseconds, Math.max(0, left)),
        signal,
      );
      if (signal.aborted) {
        break;
      }
      if (this.sinceRenewal() >= renewDeadlineMilliseconds) {
        return true;
      }
      await this.tryAcquireOrRenew(signal);
      if (this.#observed?.spec?.holderIdentity !== this.#options.identity) {
        return true;
      }
    }
    return !this.isLeading;
  }

  private sinceRenewal(): number {
    return this.#options.clock.monotonicMilliseconds() - this.#renewedAt;
  }

  /** One attempt; whether the lease is ours afterwards. */
  private async tryAcquireOrRenew(signal: AbortSignal): Promise<boolean> {
    try {
      return await this.attempt(signal);
    } catch (error) {
      if (!signal.aborted) {
        this.report(error);
      }
      return false;
    }
  }

  private async attempt(signal: AbortSignal): Promise<boolean> {
    const { client, lease, identity, clock, renewDeadlineMilliseconds } =
      this.#options;
    // A renewal counts from when it was sent: others count from when they see it, which is later.
    const started = clock.monotonicMilliseconds();
    const left =
      renewDeadlineMilliseconds - (this.#leading ? this.sinceRenewal() : 0);
    const call = { signal, deadlineMilliseconds: Math.max(1, left) };
    let current: Lease;
    try {
      current = await client.get<Lease>(resources.leases, lease, call);
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
      const created = await client.create<Lease>(
        resources.leases,
        this.record(undefined),
        call,
      );
      this.observe(created);
      this.#renewedAt = started;
      return true;
    }
    this.observe(current);
    const holder = current.spec?.holderIdentity;
    const validFor = (current.spec?.leaseDurationSeconds ?? 0) * 1000;
    const valid = this.#observedAt + validFor > clock.monotonicMilliseconds();
    if (holder && holder !== identity && valid) {
      return false;
    }
    const updated = await client.replace<Lease>(
      resources.leases,
      this.record(current),
      call,
    );
    this.observe(updated);
    this.#renewedAt = started;
    return true;
  }

  private observe(lease: Lease): void {
    if (
      lease.metadata?.resourceVersion !==
      this.#observed?.metadata?.resourceVersion
    ) {
      this.#observedAt = this.#options.clock.monotonicMilliseconds();
    }
    this.#observed = lease;
  }

  private record(current: Lease | undefined): Lease {
    const { lease, identity, leaseDurationMilliseconds, clock } = this.#options;
    const now = microTime(clock.now());
    const ours = current?.spec?.holderIdentity === identity;
    const transitions = current?.spec?.leaseTransitions ?? 0;
    return {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: current?.metadata ?? { ...lease },
      spec: {
        holderIdentity: identity,
        leaseDurationSeconds: Math.ceil(leaseDurationMilliseconds / 1000),
        acquireTime: (ours && current?.spec?.acquireTime) || now,
        renewTime: now,
        leaseTransitions: ours || !current ? transitions : transitions + 1,
      },
    };
  }

  private async release(): Promise<void> {
    const { client, clock, retryPeriodMilliseconds } = this.#options;
    if (!this.#observed) {
      return;
    }
    const now = microTime(clock.now());
    try {
      const released = await client.replace<Lease>(
        resources.leases,
        {
          ...this.#observed,
          spec: {
            ...this.#observed.spec,
            holderIdentity: '',
            leaseDurationSeconds: 1,
            renewTime: now,
            acquireTime: now,
          },
        },
        { deadlineMilliseconds: retryPeriodMilliseconds },
      );
      this.observe(released);
    } catch (error) {
      this.report(error);
    }
  }

  private report(error: unknown): void {
    this.#options.onError?.(error);
  }
}
