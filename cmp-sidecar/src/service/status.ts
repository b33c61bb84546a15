import { status, type ServiceError } from '@grpc/grpc-js';
import { Metadata } from '@grpc/grpc-js';
import { DeliveryError, type FailureCode } from '../failure';
import { boundedMessage } from '../delivery/boundedMessage';

const codes: Readonly<Record<FailureCode, status>> = {
  INVALID_REQUEST: status.INVALID_ARGUMENT,
  CHECKSUM_MISMATCH: status.INVALID_ARGUMENT,
  INVALID_ARCHIVE: status.INVALID_ARGUMENT,
  ARCHIVE_TOO_LARGE: status.RESOURCE_EXHAUSTED,
  PATH_NOT_FOUND: status.INVALID_ARGUMENT,
  INVALID_PARAMETERS: status.INVALID_ARGUMENT,
  INVALID_MANIFESTS: status.INVALID_ARGUMENT,
  NO_SERVERS: status.INVALID_ARGUMENT,
  QUEUE_FULL: status.RESOURCE_EXHAUSTED,
  TIMED_OUT: status.DEADLINE_EXCEEDED,
  CANCELLED: status.CANCELLED,
  SHUTTING_DOWN: status.UNAVAILABLE,
  OUT_OF_MEMORY: status.RESOURCE_EXHAUSTED,
  INTERNAL: status.INTERNAL,
};

/** Whatever was thrown, as a DeliveryError. */
export function asDeliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  return new DeliveryError(
    'INTERNAL',
    'The Amalthea plugin failed; its log says why. Please report this as a defect.',
    { cause: error },
  );
}

/** The status that ends a failed call. */
export function callStatus(error: DeliveryError): ServiceError {
  const details = boundedMessage(error.message);
  return Object.assign(new Error(details), {
    code: codes[error.code],
    details,
    metadata: new Metadata(),
  });
}
