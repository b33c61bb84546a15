/**
 * Codes in `error.cause.code` of an error answer. The error's `message` is a sentence for people,
 * `cause.hint` what to do, `cause.problems` the fields it is about, `cause.detail` what the cluster said.
 *
 * @public
 */
export const amaltheaErrorCodes = [
  'AdmissionDenied',
  'ClusterRefused',
  'ClusterUnknown',
  'ClusterUnreachable',
  'Conflict',
  'DeliveredByGit',
  'DestinationUnknown',
  'InvalidRequest',
  'LogsUnavailable',
  'NameTaken',
  'NotAllowed',
  'OwnerUnknown',
  'ProfileNotAllowed',
  'ProfileUnknown',
  'QuotaExceeded',
  'RequestIdReused',
  'ServerNotFound',
  'ServerNotReady',
  'TooManyStreams',
] as const;

/**
 * @public
 */
export type AmaltheaErrorCode = (typeof amaltheaErrorCodes)[number];

/**
 * A field of the request that is wrong, and how.
 *
 * @public
 */
export interface FieldProblem {
  /** Dotted path inside the request, such as `shape.diskBytes`. */
  readonly field: string;
  readonly message: string;
}
