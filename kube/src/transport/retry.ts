import { KubeApiError } from '../api/KubeApiError';
import { KubeConnectionError } from '../api/KubeError';

/** When a request is sent again. */
export interface RetryPolicy {
  /** How often in all; 1 = never again. */
  readonly attempts: number;
  readonly initialMilliseconds: number;
  /** Longest pause; a longer Retry-After is left to the caller. */
  readonly maximumMilliseconds: number;
}

/** Four attempts within about three seconds. */
export const defaultRetryPolicy: RetryPolicy = {
  attempts: 4,
  initialMilliseconds: 100,
  maximumMilliseconds: 10_000,
};

const transientStatuses = new Set([500, 502, 503, 504]);

/**
 * How long to wait before sending a request again, or `undefined` to give up.
 *
 * A 429 was refused before it was looked at, so any request may be repeated. After a 5xx or a broken
 * connection the request may have been carried out: only one that can be repeated without harm is.
 *
 * @param error - how the attempt failed
 * @param attempt - 1 for the first
 * @param repeatable - whether carrying it out twice is the same as once
 * @param policy - limits
 * @param random - between 0 and 1, for the jitter
 */
export function retryDelayMilliseconds(
  error: unknown,
  attempt: number,
  repeatable: boolean,
  policy: RetryPolicy,
  random: () => number,
): number | undefined {
  if (attempt >= policy.attempts || !mayRepeat(error, repeatable)) {
    return undefined;
  }
  const exponential = Math.min(
    policy.maximumMilliseconds,
    policy.initialMilliseconds * 2 ** (attempt - 1),
  );
  const jittered = exponential * (0.5 + random());
  const asked =
    error instanceof KubeApiError ? error.retryAfterMilliseconds : undefined;
  if (asked === undefined) {
    return jittered;
  }
  return asked > policy.maximumMilliseconds
    ? undefined
    : Math.max(asked, jittered);
}

function mayRepeat(error: unknown, repeatable: boolean): boolean {
  if (error instanceof KubeApiError) {
    return (
      error.status === 429 ||
      (repeatable && transientStatuses.has(error.status))
    );
  }
  return (
    error instanceof KubeConnectionError && (repeatable || error.sent === 'no')
  );
}
