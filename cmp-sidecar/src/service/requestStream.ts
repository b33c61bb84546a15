import type { ServerReadableStream } from '@grpc/grpc-js';
import { DeliveryError } from '../failure';
import type { AppStreamRequest } from '../protocol/messages';

/** A request stream as the service sees it. */
export type RequestStream = Pick<
  ServerReadableStream<AppStreamRequest, Buffer>,
  'on' | 'getDeadline'
>;

/**
 * Reads a stream to its end.
 *
 * @throws DeliveryError `CANCELLED` when the client goes away before.
 */
export function readToEnd(
  stream: RequestStream,
  accept: (request: AppStreamRequest) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.on('end', resolve);
    stream.on('error', reject);
    stream.on('cancelled', () =>
      reject(new DeliveryError('CANCELLED', 'The client went away.')),
    );
    stream.on('data', accept);
  });
}
