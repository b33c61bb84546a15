import type {
  AmaltheaErrorCode,
  FieldProblem,
} from '@amalthea/plugin-amalthea-common';

/** The error names that Backstage turns into status codes. */
type BackstageErrorName =
  | 'ConflictError'
  | 'InputError'
  | 'NotAllowedError'
  | 'NotFoundError'
  | 'ServiceUnavailableError';

const nameByCode: Readonly<Record<AmaltheaErrorCode, BackstageErrorName>> = {
  AdmissionDenied: 'InputError',
  ClusterRefused: 'ServiceUnavailableError',
  ClusterUnknown: 'NotFoundError',
  ClusterUnreachable: 'ServiceUnavailableError',
  Conflict: 'ConflictError',
  DeliveredByGit: 'ConflictError',
  DestinationUnknown: 'InputError',
  InvalidRequest: 'InputError',
  LogsUnavailable: 'NotFoundError',
  NameTaken: 'ConflictError',
  NotAllowed: 'NotAllowedError',
  OwnerUnknown: 'InputError',
  ProfileNotAllowed: 'NotAllowedError',
  ProfileUnknown: 'InputError',
  QuotaExceeded: 'ConflictError',
  RequestIdReused: 'ConflictError',
  ServerNotFound: 'NotFoundError',
  ServerNotReady: 'ConflictError',
  TooManyStreams: 'ServiceUnavailableError',
};

export interface AmaltheaErrorOptions {
  /** What to do about it, in a sentence. */
  readonly hint?: string;
  readonly problems?: readonly FieldProblem[];
  /** What the cluster or the network said, for those who look one click below. */
  readonly detail?: string;
}

/** Travels to the browser as `error.cause`. */
class AmaltheaErrorCause extends Error {
  readonly code: AmaltheaErrorCode;
  readonly hint?: string;
  readonly problems?: readonly FieldProblem[];
  readonly detail?: string;

  constructor(code: AmaltheaErrorCode, options: AmaltheaErrorOptions) {
    super(options.detail ?? code);
    this.name = 'AmaltheaErrorCause';
    this.code = code;
    if (options.hint !== undefined) this.hint = options.hint;
    if (options.problems !== undefined) this.problems = options.problems;
    if (options.detail !== undefined) this.detail = options.detail;
  }
}

/**
 * An error whose message is a sentence for people. Backstage's error handler maps its name to a status code and
 * sends `cause` along, so that a client can act on `cause.code`.
 */
export class AmaltheaError extends Error {
  readonly cause: AmaltheaErrorCause;

  constructor(
    code: AmaltheaErrorCode,
    message: string,
    options: AmaltheaErrorOptions = {},
  ) {
    super(message);
    this.name = nameByCode[code];
    this.cause = new AmaltheaErrorCause(code, options);
  }

  get code(): AmaltheaErrorCode {
    return this.cause.code;
  }
}
