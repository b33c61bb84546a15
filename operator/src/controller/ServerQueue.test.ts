import { ManualClock, NotLeadingError } from '@amalthea/kube';
import { pino } from 'pino';

import { OperatorMetrics } from '../observability/OperatorMetrics';
import { PassResult } from './Reconciler';
import { ServerQueue } from './ServerQueue';

const key = 'science/ada';
const server = { metadata: { name: 'ada', namespace: 'science', uid: 'u' } };
const settled: PassResult = { type: 'settled', whenIdle: false };

describe('ServerQueue', () => {
  let clock: ManualClock;
  let stop: AbortController;
  let passes: { readonly key: string; readonly busy: boolean }[];
  let running: Promise<void>;

  const start = (
    reconcile: (pass: number) => Promise<PassResult> | PassResult,
    keys: readonly string[] = [key],
    concurrency: number = 20,
  ) => {
    const queue = new ServerQueue({
      caches: {
        server: asked => ({
          metadata: { ...server.metadata, name: asked.split('/')[1] },
        }),
      },
      reconciler: {
        reconcile: async (mirrored, _memory, _call, isBusy) => {
          passes.push({ key: mirrored.metadata?.name ?? '', busy: isBusy() });
          return reconcile(passes.length);
        },
      },
      metrics: new OperatorMetrics(),
      log: pino({ level: 'silent' }),
      clock,
      concurrency,
      passMilliseconds: 120_000,
      onDeleted: () => {},
    });
    for (const one of keys) {
      queue.add(one);
    }
    running = queue.run(
      { signal: new AbortController().signal, assert: () => {} },
      stop.signal,
    );
  };

  beforeEach(() => {
    clock = new ManualClock();
    stop = new AbortController();
    passes = [];
  });

  afterEach(async () => {
    stop.abort();
    await running;
  });

  it('comes back to a server whose pass met a lease in doubt, when the term goes on', async () => {
    start(pass => {
      if (pass === 1) {
        throw new NotLeadingError();
      }
      return settled;
    });
    await clock.advance(100);
    expect(passes).toHaveLength(2);
  });

  it.each([
    [8, false],
    [9, true],
  ])('with %i servers at a time, is busy: %s', async (count, busy) => {
    const names = Array.from(
      { length: count },
      (_, index) => `science/${index}`,
    );
    start(() => settled, names);
    await clock.advance(0);
    expect(passes.map(pass => pass.busy)).toEqual(names.map(() => busy));
  });

  it('lets what may wait until others are done rest for a second when nobody waits', async () => {
    start(pass => ({ type: 'settled', whenIdle: pass === 1 }));
    await clock.advance(900);
    expect(passes).toHaveLength(1);
    await clock.advance(200);
    expect(passes).toHaveLength(2);
  });
});
