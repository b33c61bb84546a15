import { ManualClock } from '../clock/ManualClock';
import { EventRecorder, ObjectEvent } from './EventRecorder';

const server = {
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { name: 'ada', namespace: 'n', uid: 'u' },
};
const event: ObjectEvent = {
  type: 'Warning',
  reason: 'OutOfMemory',
  action: 'Reconcile',
  note: 'too much',
};

describe('EventRecorder', () => {
  let clock: ManualClock;
  let recorder: EventRecorder;
  const create = jest.fn();
  const patch = jest.fn();
  const dropped = jest.fn();

  beforeEach(() => {
    jest.resetAllMocks();
    create.mockResolvedValue({});
    patch.mockResolvedValue({});
    clock = new ManualClock();
    recorder = new EventRecorder({
      client: { create, patch },
      reportingController: 'test/controller',
      reportingInstance: 'pod',
      clock,
      random: () => 0.99,
      onDropped: dropped,
    });
  });

  it('writes an event about an object', async () => {
    recorder.record(server, { ...event, note: 'x'.repeat(3_000) });
    await recorder.flush();
    expect(create.mock.calls[0][1]).toMatchObject({
      apiVersion: 'events.k8s.io/v1',
      metadata: { name: 'ada.ffffffffffffffff', namespace: 'n' },
      eventTime: '2026-01-01T00:00:00.000000Z',
      type: 'Warning',
      reason: 'OutOfMemory',
      note: 'x'.repeat(1_024),
      regarding: { kind: 'Thing', name: 'ada', uid: 'u' },
      reportingController: 'test/controller',
      reportingInstance: 'pod',
    });
  });

  it('makes a series of repetitions, and a new event after six minutes', async () => {
    recorder.record(server, event);
    recorder.record(server, event);
    await clock.advance(60_000);
    recorder.record(server, event);
    await recorder.flush();
    expect(create).toHaveBeenCalledTimes(1);
    expect(patch.mock.calls.map(call => call[2].body.series.count)).toEqual([
      2, 3,
    ]);
    await clock.advance(6 * 60_000);
    recorder.record(server, event);
    await recorder.flush();
    expect(create).toHaveBeenCalledTimes(2);
  });

  it('limits the rate of each object by itself', async () => {
    for (let count = 0; count < 40; count += 1) {
      recorder.record(server, { ...event, reason: `Reason${count}` });
    }
    recorder.record(
      { ...server, metadata: { ...server.metadata, uid: 'other' } },
      event,
    );
    await recorder.flush();
    expect(create).toHaveBeenCalledTimes(25 + 1);
    expect(dropped).toHaveBeenCalledTimes(15);
    await clock.advance(300_000);
    recorder.record(server, event);
    await recorder.flush();
    expect(create).toHaveBeenCalledTimes(27);
  });

  it('drops what cannot be written', async () => {
    create.mockRejectedValue(new Error('429'));
    recorder.record(server, event);
    await recorder.flush();
    expect(dropped).toHaveBeenCalledTimes(1);
  });
});
