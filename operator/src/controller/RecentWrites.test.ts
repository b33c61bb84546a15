import { ManualClock } from '@amalthea/kube';

import { RecentWrites } from './RecentWrites';

const child = (resourceVersion: string, uid: string = 'u') => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'ada', namespace: 'n', uid, resourceVersion },
});

describe('RecentWrites', () => {
  let clock: ManualClock;
  let writes: RecentWrites;

  beforeEach(() => {
    clock = new ManualClock();
    writes = new RecentWrites(clock);
  });

  const versions = (mirrored: readonly ReturnType<typeof child>[]) =>
    writes
      .latestChildren(mirrored)
      .map(({ metadata }) => metadata.resourceVersion);

  it('puts an answer in the place of an older copy, until the mirror has it', () => {
    writes.childWritten(child('5'));
    expect(versions([])).toEqual(['5']);
    expect(versions([child('4')])).toEqual(['5']);
    expect(versions([child('5')])).toEqual(['5']);
    expect(writes.pending).toBe(false);
    expect(versions([child('9')])).toEqual(['9']);
    expect(versions([])).toEqual([]);
  });

  it('believes an answer for 30 s at most', async () => {
    writes.childWritten(child('5'));
    await clock.advance(31_000);
    expect(versions([])).toEqual([]);
  });

  it('hides what was deleted while the mirror still shows it, and not its successor', () => {
    writes.deleted('u');
    expect(versions([child('5')])).toEqual([]);
    expect(versions([child('6', 'another')])).toEqual(['6']);
  });

  it('forgets an answer about an object that the mirror saw go', () => {
    writes.childWritten(child('5'));
    writes.mirrorDeleted('another');
    expect(versions([])).toEqual(['5']);
    writes.mirrorDeleted('u');
    expect(versions([])).toEqual([]);
  });

  it('knows its own writes when they come back', () => {
    writes.childWritten(child('5'));
    writes.serverWritten(child('7', 'server'));
    expect(writes.isOwnWrite(child('5'))).toBe(true);
    expect(writes.isOwnWrite(child('7', 'server'))).toBe(true);
    expect(writes.isOwnWrite(child('8'))).toBe(false);
  });

  it('takes the newer of the two copies of the server, and never one of a server before', () => {
    writes.serverWritten(child('7', 'server'));
    expect(
      writes.latestServer(child('6', 'server')).metadata?.resourceVersion,
    ).toBe('7');
    expect(writes.latestServer(child('3', 'new')).metadata?.uid).toBe('new');
    writes.serverWritten(child('7', 'server'));
    expect(
      writes.latestServer(child('8', 'server')).metadata?.resourceVersion,
    ).toBe('8');
  });
});
