import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { OidcError } from './OidcError';

/**
 * Sorts what the protocol library throws by what it means for the person who signs in. The cause is left out, because
 * the library's errors carry whole answers, and those carry tokens.
 */
export function signInError(error: unknown): OidcError {
  if (error instanceof OidcError) return error;
  if (error instanceof AuthorizationResponseError) {
    return new OidcError(
      'sign_in_refused',
      `The provider refused: ${plain(error.error)}.`,
    );
  }
  if (error instanceof ResponseBodyError) {
    return isOutage(error.status)
      ? unreachable(error.status)
      : new OidcError(
          'response_invalid',
          `The provider did not accept the request: ${plain(error.error)}.`,
        );
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    const [challenge] = error.cause;
    return new OidcError(
      'response_invalid',
      `The provider did not accept the client or its token: ${plain(
        challenge?.parameters.error ?? '',
      )}.`,
    );
  }
  if (error instanceof ClientError) {
    // What `boundedFetch` throws arrives wrapped.
    if (error.cause instanceof OidcError) return error.cause;
    const { cause } = error;
    if (cause instanceof Response && isOutage(cause.status)) {
      return unreachable(cause.status);
    }
    const code = error.code ?? 'unknown';
    return new OidcError(
      'response_invalid',
      `The provider's answer is not acceptable (${code}): ${error.message}.`,
    );
  }
  return new OidcError(
    'response_invalid',
    "The provider's answer could not be read.",
  );
}

/** Says nothing about the session: the provider is down or busy. */
function isOutage(status: number): boolean {
  return status >= 500 || status === 429;
}

function unreachable(status: number): OidcError {
  return new OidcError(
    'provider_unreachable',
    `The provider failed with status ${status}.`,
  );
}

/** OAuth error codes are plain ASCII words (RFC 6749 §4.1.2.1); anything else is not repeated. */
function plain(code: string): string {
  return /^[\w.:-]{1,60}$/.test(code) ? code : 'an error without a proper name';
}
