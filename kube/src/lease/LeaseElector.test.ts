import { KubeApiError } from '../api/KubeApiError';
import { ManualClock } from '../clock/ManualClock';
import { Leadership, LeaseElector, NotLeadingError } from './LeaseElector';
import { Lease } from './LeaseRecord';

/** One Lease, with optimistic locking, as the API server keeps it. */
class LeaseServer {
  lease: Lease | undefined;
  broken = false;
  replaces = 0;
  #version = 0;

  readonly get = async <T>(): Promise<T> => {
    this.check();
    if (!this.lease) {
      throw this.error(404, 'NotFound');
    }
    return structuredClone(this.lease) as T;
  };
  readonly create = async <T>(
    _resource: unknown,
    lease: unknown,
  ): Promise<T> => {
    this.check();
    if (this.lease) {
      throw this.error(409, 'AlreadyExists');
    }
    return this.store(lease as Lease) as T;
  };
  readonly replace = async <T>(
    _resource: unknown,
    lease: unknown,
  ): Promise<T> => {
    this.check();
    this.replaces += 1;
    if (!this.lease) {
      throw this.error(404, 'NotFound');
    }
    if (
      (lease as Lease).metadata?.resourceVersion !==
      this.lease.metadata?.resourceVersion
    ) {
      throw this.error(409, 'Conflict');
    }
    return this.store(lease as Lease) as T;
  };

  private store(lease: Lease): Lease {
    this.#version += 1;
    this.lease = {
      ...structuredClone(lease),
      metadata: { ...lease.metadata, resourceVersion: String(this.#version) },
    };
    return structuredClone(this.lease);
  }

  private check(): void {
    if (this.broken) {
      throw this.error(500, 'InternalError');
    }
  }

  private error(status: number, reason: string): KubeApiError {
    return new KubeApiError(
      { method: 'GET', path: '/', status, reason, causes: [] },
      reason,
    );
  }
}

interface Candidate {
  readonly elector: LeaseElector;
  readonly stop: AbortController;
  readonly terms: Leadership[];
  readonly ended: Promise<void>;
}

describe('LeaseElector', () => {
  let server: LeaseServer;
  let clock: ManualClock;
  const candidates: Candidate[] = [];

  beforeEach(() => {
    server = new LeaseServer();
    clock = new ManualClock();
    candidates.length = 0;
  });
  afterEach(async () => {
    server.broken = false;
    for (const { stop, ended } of candidates) {
      stop.abort();
      await clock.advance(20_000);
      await ended;
    }
  });

  function compete(identity: string, own: ManualClock = clock): Candidate {
    const elector = new LeaseElector({
      client: server as never,
      lease: { namespace: 'n', name: 'l' },
      identity,
      clock: own,
      random: () => 0,
    });
    const stop = new AbortController();
    const terms: Leadership[] = [];
    const ended = elector.run(stop.signal, async leadership => {
      terms.push(leadership);
      await new Promise<void>(resolve => {
        leadership.signal.addEventListener('abort', () => resolve());
        stop.signal.addEventListener('abort', () => resolve());
      });
    });
    const candidate = { elector, stop, terms, ended };
    candidates.push(candidate);
    return candidate;
  }

  it('takes a free lease, and renews it', async () => {
    const one = compete('one');
    await clock.advance(0);
    expect(one.terms).toHaveLength(1);
    expect(server.lease?.spec).toMatchObject({
      holderIdentity: 'one',
      leaseDurationSeconds: 15,
      leaseTransitions: 0,
    });
    const first = server.lease?.spec?.renewTime;
    await clock.advance(60_000);
    expect(server.lease?.spec?.renewTime).not.toBe(first);
    expect(one.terms).toHaveLength(1);
    expect(() => one.terms[0].assert()).not.toThrow();
  });

  it('lets only one lead, and hands over at once when it ends', async () => {
    const one = compete('one');
    await clock.advance(0);
    const two = compete('two');
    await clock.advance(60_000);
    expect(two.terms).toHaveLength(0);
    one.stop.abort();
    await clock.advance(3_000);
    expect(two.terms).toHaveLength(1);
    expect(server.lease?.spec).toMatchObject({
      holderIdentity: 'two',
      leaseTransitions: 1,
    });
    expect(() => one.terms[0].assert()).toThrow(NotLeadingError);
  });

  it('takes over from a process that died, when its lease has run out on the own clock', async () => {
    server.lease = {
      metadata: { resourceVersion: '0' },
      // The dead one's clock was a year ahead: it does not matter.
      spec: {
        holderIdentity: 'dead',
        leaseDurationSeconds: 15,
        renewTime: '2027-01-01T00:00:00.000000Z',
      },
    };
    const one = compete('one');
    await clock.advance(14_000);
    expect(one.terms).toHaveLength(0);
    await clock.advance(4_000);
    expect(one.terms).toHaveLength(1);
  });

  it('steps down when it cannot renew within the deadline, before another may take over', async () => {
    const one = compete('one');
    await clock.advance(0);
    server.broken = true;
    await clock.advance(9_000);
    expect(one.terms[0].signal.aborted).toBe(false);
    await clock.advance(2_000);
    expect(one.terms[0].signal.aborted).toBe(true);
    expect(one.elector.isLeading).toBe(false);
    server.broken = false;
    await clock.advance(3_000);
    expect(one.terms).toHaveLength(2);
  });

  it('steps down as soon as it sees that another holds the lease', async () => {
    const one = compete('one');
    await clock.advance(0);
    if (server.lease?.spec) {
      server.lease.spec.holderIdentity = 'thief';
      server.lease.metadata = {
        ...server.lease.metadata,
        resourceVersion: '99',
      };
    }
    await clock.advance(2_500);
    expect(one.terms[0].signal.aborted).toBe(true);
  });

  it('creates the lease again when it was deleted, and leads on', async () => {
    const one = compete('one');
    await clock.advance(0);
    server.lease = undefined;
    await clock.advance(5_000);
    expect(server.lease).toMatchObject({ spec: { holderIdentity: 'one' } });
    expect(one.terms).toHaveLength(1);
    expect(one.terms[0].signal.aborted).toBe(false);
  });

  it('lets a process that was stopped write nothing when it goes on, even before its timers have run', async () => {
    const paused = new ManualClock();
    const one = compete('one', paused);
    await paused.advance(0);
    const two = compete('two');
    await clock.advance(40_000);
    expect(two.terms).toHaveLength(1);
    // Time has passed for the stopped process too; none of its timers has fired.
    jest.spyOn(paused, 'monotonicMilliseconds').mockReturnValue(40_000);
    expect(one.terms[0].signal.aborted).toBe(false);
    expect(() => one.terms[0].assert()).toThrow(NotLeadingError);
    jest.restoreAllMocks();
    await paused.advance(12_000);
  });

  it('refuses times that do not fit together', () => {
    const options = {
      client: server as never,
      lease: { namespace: 'n', name: 'l' },
      identity: 'x',
    };
    expect(
      () => new LeaseElector({ ...options, leaseDurationMilliseconds: 10_000 }),
    ).toThrow(RangeError);
    expect(
      () => new LeaseElector({ ...options, retryPeriodMilliseconds: 9_000 }),
    ).toThrow(RangeError);
  });
});
