import type { ServerReadableStream } from '@grpc/grpc-js';
import { DeliveryError } from '../failure';
import type { AppStreamRequest } from '../protocol/messages';

/** A request stream as the service sees it. */
export type RequestStream = Pick<
  ServerReadableStream<AppStreamRequest, Buffer>,
  'on' | 'getDeadline'
>;

/** How long a client may go on sending to a call that has failed, before it gets its answer in the middle. */
const drainMilliseconds = 10_000;

/**
 * Reads a stream to its end.
 *
 * @param signal aborts when the call has failed and only the rest of the stream is waited for
 * @throws DeliveryError `CANCELLED` when the client goes away before; the signal's reason when the client, neither
 * going on nor going away, lets too much time pass after that.
 */
export async function readToEnd(
  stream: RequestStream,
  accept: (request: AppStreamRequest) => void,
  signal: AbortSignal,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const giveUpSoon = () => {
    timer = setTimeout(() => reject(signal.reason), drainMilliseconds);
  };
  stream.on('end', resolve);
  stream.on('error', reject);
  stream.on('cancelled', () =>
    reject(new DeliveryError('CANCELLED', 'The client went away.')),
  );
  stream.on('data', accept);
  if (signal.aborted) giveUpSoon();
  else signal.addEventListener('abort', giveUpSoon, { once: true });
  try {
    await promise;
  } finally {
    signal.removeEventListener('abort', giveUpSoon);
    clearTimeout(timer);
  }
}
