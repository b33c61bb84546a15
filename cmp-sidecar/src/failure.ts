/** Why a call failed; the same words appear in logs and metrics. */
export type FailureCode =
  | 'INVALID_REQUEST'
  | 'CHECKSUM_MISMATCH'
  | 'INVALID_ARCHIVE'
  | 'ARCHIVE_TOO_LARGE'
  | 'PATH_NOT_FOUND'
  | 'INVALID_PARAMETERS'
  | 'INVALID_MANIFESTS'
  | 'NO_SERVERS'
  | 'QUEUE_FULL'
  | 'TIMED_OUT'
  | 'CANCELLED'
  | 'SHUTTING_DOWN'
  | 'OUT_OF_MEMORY'
  | 'INTERNAL';

/**
 * A failure that the person behind the Application reads in Argo CD, word for word: the message says what is wrong and
 * what to do, and never holds a file's content.
 */
export class DeliveryError extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'DeliveryError';
  }
}

/** Why a call ends with the process. */
export function shuttingDown(): DeliveryError {
  return new DeliveryError(
    'SHUTTING_DOWN',
    'The Amalthea plugin is stopping; Argo CD asks again.',
  );
}
