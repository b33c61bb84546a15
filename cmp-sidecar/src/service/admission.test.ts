import { Admission } from './admission';

const never = new AbortController().signal;

describe('Admission', () => {
  it('lets in as many as there are places, then the others in their order', async () => {
    const admission = new Admission(1, 2);
    const order: string[] = [];
    const first = await admission.enter(never);
    const others = ['second', 'third'].map(name =>
      admission.enter(never).then(release => {
        order.push(name);
        release();
      }),
    );
    expect([admission.activeCount, admission.waitingCount]).toEqual([1, 2]);
    first();
    await Promise.all(others);
    expect(order).toEqual(['second', 'third']);
    expect([admission.activeCount, admission.waitingCount]).toEqual([0, 0]);
  });

  it('refuses whoever finds the queue full', async () => {
    const admission = new Admission(1, 0);
    await admission.enter(never);
    await expect(admission.enter(never)).rejects.toMatchObject({
      code: 'QUEUE_FULL',
    });
  });

  it('forgets whoever gives up waiting', async () => {
    const admission = new Admission(1, 1);
    const release = await admission.enter(never);
    const controller = new AbortController();
    const waiting = admission.enter(controller.signal);
    controller.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    release();
    expect([admission.activeCount, admission.waitingCount]).toEqual([0, 0]);
  });

  it('gives a place back once, however often it is released', async () => {
    const admission = new Admission(2, 1);
    const release = await admission.enter(never);
    await admission.enter(never);
    release();
    release();
    expect(admission.activeCount).toBe(1);
  });
});
