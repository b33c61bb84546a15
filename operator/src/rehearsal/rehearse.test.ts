import { defaultRenderConfig } from '@amalthea/jupyterserver';

import { config } from '../plan/testing/builders';
import { rehearse } from './rehearse';
import { rehearseServer } from './rehearseServer';

const rehearsal = { render: defaultRenderConfig, plan: config };
const now = Date.parse('2026-01-01T00:01:00Z');

describe('rehearseServer', () => {
  it.each([
    ['with a volume', 0, 7],
    ['without a volume', 1, 6],
  ])(
    'brings a server %s to life, and has nothing left to do',
    (_what, index, children) => {
      expect(rehearseServer(index, rehearsal, now)).toEqual({
        state: 'running',
        children,
        left: [],
      });
    },
  );
});

describe('rehearse', () => {
  const options = {
    ...rehearsal,
    now: () => now,
    monotonicMilliseconds: () => 0,
  };

  it('lets others have their turn between two lives', async () => {
    let turns = 0;
    let done = false;
    const take = () => {
      turns += 1;
      if (!done) {
        setImmediate(take);
      }
    };
    setImmediate(take);
    const lives = await rehearse({
      ...options,
      signal: new AbortController().signal,
    });
    done = true;
    expect(turns).toBeGreaterThanOrEqual(lives);
  });

  it('ends when it has taken a quarter of a second', async () => {
    let time = 0;
    const lives = await rehearse({
      ...options,
      signal: new AbortController().signal,
      monotonicMilliseconds: () => {
        time += 50;
        return time;
      },
    });
    expect(lives).toBe(5);
  });

  it('ends when the process is to end', async () => {
    expect(await rehearse({ ...options, signal: AbortSignal.abort() })).toBe(0);
  });
});
