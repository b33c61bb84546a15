import { KubeError } from './KubeError';

/** One field that the API server found wrong. */
export interface StatusCause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

/** What identifies a failed call. Neither bodies nor headers are kept: they may hold secrets. */
export interface KubeApiErrorDetails {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** HTTP status. */
  readonly status: number;
  /** `reason` of the API's Status object, such as `AlreadyExists`; `Unknown` when there was none. */
  readonly reason: string;
  readonly causes: readonly StatusCause[];
  /** How long the server asked to wait. */
  readonly retryAfterMilliseconds?: number;
}

const maximumMessageLength = 1_000;

/** The API server answered with an error. */
export class KubeApiError extends KubeError implements KubeApiErrorDetails {
  readonly code = 'KUBE_API';
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly reason: string;
  readonly causes: readonly StatusCause[];
  readonly retryAfterMilliseconds?: number;
  /** What the server said, without our own words around it. */
  readonly serverMessage: string;

  constructor(details: KubeApiErrorDetails, serverMessage: string) {
    const cut = serverMessage.slice(0, maximumMessageLength);
    super(
      `${details.method} ${details.path} answered ${details.status} ${details.reason}: ${cut}`,
    );
    this.name = 'KubeApiError';
    this.method = details.method;
    this.path = details.path;
    this.status = details.status;
    this.reason = details.reason;
    this.causes = details.causes;
    this.retryAfterMilliseconds = details.retryAfterMilliseconds;
    this.serverMessage = cut;
  }

  /**
   * Reads the error from an answer.
   *
   * @param request - what was asked
   * @param status - HTTP status
   * @param body - the answer's text; only a Status object in it is used
   * @param retryAfter - the header, in seconds or as an HTTP date
   * @param now - wall-clock milliseconds, for a Retry-After that is a date
   */
  static fromResponse(
    request: { method: string; path: string },
    status: number,
    body: string,
    retryAfter?: string,
    now: number = Date.now(),
  ): KubeApiError {
    const parsed = parseStatus(body);
    const fromBody = parsed.retryAfterSeconds;
    const retryAfterMilliseconds =
      parseRetryAfter(retryAfter, now) ??
      (fromBody === undefined ? undefined : fromBody * 1000);
    return new KubeApiError(
      {
        method: request.method,
        path: request.path,
        status,
        reason: parsed.reason ?? 'Unknown',
        causes: parsed.causes,
        retryAfterMilliseconds,
      },
      parsed.message ?? `no message from the server (HTTP ${status})`,
    );
  }
}

interface ParsedStatus {
  readonly reason?: string;
  readonly message?: string;
  readonly causes: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

/** Takes from a Status object what is known to be safe and useful. */
export function parseStatus(body: string | object): ParsedStatus {
  let value: unknown = body;
  if (typeof body === 'string') {
    try {
      value = JSON.parse(body);
    } catch {
      return { causes: [] };
    }
  }
  const status = record(value);
  if (status?.kind !== 'Status') {
    return { causes: [] };
  }
  const details = record(status.details);
  const causes = Array.isArray(details?.causes) ? details.causes : [];
  return {
    reason: text(status.reason),
    message: text(status.message),
    retryAfterSeconds:
      typeof details?.retryAfterSeconds === 'number'
        ? details.retryAfterSeconds
        : undefined,
    causes: causes.map(cause => ({
      reason: text(record(cause)?.reason),
      message: text(record(cause)?.message),
      field: text(record(cause)?.field),
    })),
  };
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** RFC 9110 §10.2.3: seconds or an HTTP date. */
export function parseRetryAfter(
  header: string | undefined,
  now: number,
): number | undefined {
  if (header === undefined) {
    return undefined;
  }
  if (/^\d+$/.test(header.trim())) {
    return Number(header) * 1000;
  }
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function hasStatus(error: unknown, status: number, reason?: string): boolean {
  return (
    error instanceof KubeApiError &&
    error.status === status &&
    (reason === undefined || error.reason === reason)
  );
}

/** The object, or the resource itself, does not exist. */
export const isNotFound = (error: unknown): error is KubeApiError =>
  hasStatus(error, 404);
/** An object of this name exists already. */
export const isAlreadyExists = (error: unknown): error is KubeApiError =>
  hasStatus(error, 409, 'AlreadyExists');
/** A precondition (uid, resource version) or a field manager stands against it. */
export const isConflict = (error: unknown): error is KubeApiError =>
  hasStatus(error, 409, 'Conflict');
/** The resource version is too old to resume from. */
export const isGone = (error: unknown): error is KubeApiError =>
  hasStatus(error, 410);
/** RBAC, admission, quota or a namespace that is being deleted refused it. */
export const isForbidden = (error: unknown): error is KubeApiError =>
  hasStatus(error, 403);
/** The object itself is wrong. */
export const isInvalid = (error: unknown): error is KubeApiError =>
  hasStatus(error, 422);
