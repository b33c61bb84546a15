import fc from 'fast-check';

import { ManualClock } from '../clock/ManualClock';
import { WorkQueue } from './WorkQueue';

describe('WorkQueue', () => {
  let clock: ManualClock;
  let queue: WorkQueue;

  beforeEach(() => {
    clock = new ManualClock();
    queue = new WorkQueue({ clock });
  });

  it('hands a key out once, however often it was added while it waited', async () => {
    queue.add('a');
    queue.add('a');
    queue.add('b');
    expect([await queue.take(), await queue.take()]).toEqual(['a', 'b']);
    expect(queue.depth).toBe(0);
  });

  it('keeps a key that is added while it is worked on until that has ended', async () => {
    queue.add('a');
    await queue.take();
    queue.add('a');
    expect(queue.depth).toBe(0);
    queue.done('a');
    expect(await queue.take()).toBe('a');
  });

  it('hands keys to workers that wait', async () => {
    const waiting = queue.take();
    queue.add('a');
    expect(await waiting).toBe('a');
  });

  it('hands out low priority last, and raises it when asked again', async () => {
    queue.add('low', 'low');
    queue.add('raised', 'low');
    queue.add('normal');
    queue.add('raised');
    expect([
      await queue.take(),
      await queue.take(),
      await queue.take(),
    ]).toEqual(['normal', 'raised', 'low']);
  });

  it('keeps the earliest of several times', async () => {
    queue.addAfter('a', 500);
    queue.addAfter('a', 100);
    queue.addAfter('a', 900);
    await clock.advance(99);
    expect(queue.depth).toBe(0);
    await clock.advance(1);
    expect(queue.depth).toBe(1);
    await queue.take();
    queue.done('a');
    await clock.advance(2_000);
    expect(queue.depth).toBe(0);
  });

  it('waits 30 days for what is due in 30 days', async () => {
    const day = 24 * 3_600_000;
    queue.addAfter('a', 30 * day);
    await clock.advance(29.9 * day);
    expect(queue.depth).toBe(0);
    await clock.advance(0.2 * day);
    expect(queue.depth).toBe(1);
  });

  it('backs off for each key by itself, from 5 ms to 1000 s, until it is forgotten', async () => {
    const pauses: number[] = [];
    for (let failure = 0; failure < 20; failure += 1) {
      const started = clock.monotonicMilliseconds();
      queue.addRateLimited('a');
      while (queue.depth === 0) {
        await clock.advance(5 * 2 ** Math.min(failure, 17));
      }
      pauses.push(clock.monotonicMilliseconds() - started);
      await queue.take();
      queue.done('a');
    }
    expect(pauses.slice(0, 4)).toEqual([5, 10, 20, 40]);
    expect(pauses.at(-1)).toBeGreaterThanOrEqual(1_000_000);
    expect(pauses.at(-1)).toBeLessThan(2_000_000);
    queue.forget('a');
    queue.addRateLimited('a');
    await clock.advance(5);
    expect(queue.depth).toBe(1);
  });

  it('hands out what is due when it is shut down, and then nothing', async () => {
    queue.add('a');
    queue.addAfter('later', 10);
    queue.shutDown();
    queue.add('b');
    expect(await queue.take()).toBe('a');
    expect(await queue.take()).toBeUndefined();
    await clock.advance(100);
    expect(queue.depth).toBe(0);
    expect(clock.pendingTimers).toBe(0);
  });

  it('ends workers that wait when it is shut down', async () => {
    const waiting = [queue.take(), queue.take()];
    queue.shutDown();
    expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
  });

  it('never hands a key to two workers, and loses none', async () => {
    const steps = fc.array(
      fc.tuple(
        fc.constantFrom('add', 'low', 'after', 'take', 'done'),
        fc.constantFrom('a', 'b', 'c'),
      ),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async list => {
        const time = new ManualClock();
        const tested = new WorkQueue({ clock: time });
        const working = new Set<string>();
        const wanted = new Set<string>();
        let surprises = 0;
        for (const [step, key] of list) {
          if (step === 'take' && tested.depth > 0) {
            const taken = (await tested.take()) ?? '';
            surprises += working.has(taken) || !wanted.delete(taken) ? 1 : 0;
            working.add(taken);
          } else if (step === 'done' && working.delete(key)) {
            tested.done(key);
          } else if (step === 'after') {
            tested.addAfter(key, 10);
            wanted.add(key);
            await time.advance(10);
          } else if (step === 'add' || step === 'low') {
            tested.add(key, step === 'low' ? 'low' : 'normal');
            wanted.add(key);
          }
        }
        for (const key of working) {
          tested.done(key);
        }
        expect(surprises).toBe(0);
        expect(tested.depth).toBe(wanted.size);
      }),
    );
  });
});
