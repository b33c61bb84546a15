import { EventEmitter } from 'node:events';
import { DeliveryError } from '../failure';
import { readToEnd, type RequestStream } from './requestStream';

const failure = new DeliveryError('TIMED_OUT', 'too late');

function reading(isFailedBefore = false) {
  const stream = new EventEmitter();
  const controller = new AbortController();
  if (isFailedBefore) controller.abort(failure);
  const done = jest.fn();
  const failed = jest.fn();
  const read = readToEnd(
    stream as unknown as RequestStream,
    () => undefined,
    controller.signal,
  );
  const settled = read.then(done, failed);
  return { stream, controller, done, failed, settled };
}

describe('readToEnd', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('waits for the end of a stream after the call has failed, as repo-server needs it', async () => {
    const { stream, controller, done, settled } = reading();
    controller.abort(failure);
    await jest.advanceTimersByTimeAsync(9_000);
    stream.emit('end');
    await settled;
    expect(done).toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each([[false], [true]])(
    'gives up on a client that neither goes on nor away (failed before: %j)',
    async isFailedBefore => {
      const { controller, failed, settled } = reading(isFailedBefore);
      controller.abort(failure);
      await jest.advanceTimersByTimeAsync(9_999);
      expect(failed).not.toHaveBeenCalled();
      await jest.advanceTimersByTimeAsync(1);
      await settled;
      expect(failed).toHaveBeenCalledWith(failure);
    },
  );
});
