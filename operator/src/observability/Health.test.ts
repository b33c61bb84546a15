import { ManualClock } from '@amalthea/kube';

import { Health } from './Health';

describe('Health', () => {
  let clock: ManualClock;
  let health: Health;
  let ages: Map<string, number>;
  let unsynced: string[];

  beforeEach(() => {
    clock = new ManualClock();
    ages = new Map([['pods', 1_000]]);
    unsynced = [];
    health = new Health({
      clock,
      watchAges: () => ages,
      unsynced: () => unsynced,
    });
    health.start();
  });
  afterEach(() => health.stop());

  it('is not alive when a watch is dead while the API server answers', () => {
    ages.set('pods', 6 * 60_000);
    health.apiServerAnswered();
    expect(health.liveness()).toEqual({
      ok: false,
      problems: ['the watch of pods has been silent for 360 s'],
    });
  });

  it('stays alive while the API server is away: a restart would not bring it back', async () => {
    health.apiServerAnswered();
    await clock.advance(61_000);
    ages.set('pods', 60 * 60_000);
    expect(health.liveness().ok).toBe(true);
  });

  it('is not alive when the event loop hangs', () => {
    jest.spyOn(clock, 'monotonicMilliseconds').mockReturnValue(7_000);
    expect(health.liveness().problems).toEqual([
      expect.stringContaining('event loop'),
    ]);
    jest.restoreAllMocks();
  });

  it('is ready when all is mirrored, and not any more when it ends', () => {
    unsynced.push('jupyterservers');
    expect(health.readiness()).toEqual({
      ok: false,
      problems: ['not mirrored yet: jupyterservers'],
    });
    unsynced.pop();
    expect(health.readiness().ok).toBe(true);
    health.shuttingDown();
    expect(health.readiness().ok).toBe(false);
    expect(health.liveness().ok).toBe(true);
  });
});
