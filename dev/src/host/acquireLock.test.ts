import { randomUUID } from 'node:crypto';
import { acquireLock, tryAcquireLock } from './acquireLock';

describe('acquireLock', () => {
  it('gives a lock to one holder at a time, in turn', async () => {
    const name = randomUUID();
    const order: string[] = [];
    const first = await acquireLock(name);
    const second = acquireLock(name, {
      onWait: () => order.push('second waits'),
    }).then(lock => {
      order.push('second holds');
      return lock;
    });
    while (order.length === 0) await new Promise(setImmediate);
    order.push('first releases');

    await first.release();
    await (await second).release();

    expect(order).toEqual(['second waits', 'first releases', 'second holds']);
  });

  it('gives locks of different names independently', async () => {
    const locks = await Promise.all([
      acquireLock(randomUUID()),
      acquireLock(randomUUID()),
    ]);
    await Promise.all(locks.map(lock => lock.release()));
    expect(locks).toHaveLength(2);
  });

  it('stops waiting when it is told to', async () => {
    const name = randomUUID();
    const holder = await acquireLock(name);
    const controller = new AbortController();
    const waiting = acquireLock(name, {
      signal: controller.signal,
      onWait: () => controller.abort(),
    });
    await expect(waiting).rejects.toThrow(/abort/i);
    await holder.release();
  });
});

describe('tryAcquireLock', () => {
  it('does not wait for a lock that somebody holds', async () => {
    const name = randomUUID();
    const holder = await acquireLock(name);

    expect(await tryAcquireLock(name)).toBeUndefined();

    await holder.release();
    await (await tryAcquireLock(name))?.release();
  });
});
