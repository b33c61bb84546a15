import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { OidcError } from './OidcError';
import { ProviderAnswer } from './ProviderAnswer';

/**
 * Sorts what the protocol library throws by what it means for the person who signs in. The cause is left out, because
 * the library's errors carry whole answers, and those carry tokens.
 */
export function signInError(error: unknown): OidcError {
  if (error instanceof OidcError) return error;
  if (error instanceof AuthorizationResponseError) {
    return authorizationError(error.error);
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
    if (cause instanceof ProviderAnswer && isOutage(cause.status)) {
      return unreachable(cause.status);
    }
    if (cause instanceof Error && cause.message.startsWith('JWE ')) {
      return new OidcError(
        'response_invalid',
        'The provider encrypts its ID tokens, which is not supported: turn that off for this client.',
      );
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

/** What the provider can send back instead of a code: RFC 6749 §4.1.2.1, OpenID Connect Core 1.0 §3.1.2.6. */
function authorizationError(code: string): OidcError {
  const said = plain(code);
  switch (code) {
    case 'interaction_required':
    case 'login_required':
    case 'account_selection_required':
    case 'consent_required':
      return new OidcError(
        'interaction_required',
        `The provider wants to ask you something first: ${said}.`,
      );
    case 'server_error':
    case 'temporarily_unavailable':
      return new OidcError(
        'provider_unreachable',
        `The provider cannot sign anybody in: ${said}.`,
      );
    case 'invalid_request':
    case 'invalid_scope':
    case 'unauthorized_client':
    case 'unsupported_response_type':
      return new OidcError(
        'request_refused',
        `The provider does not accept how this server asks: ${said}. Compare the client's settings there with oidc in config.json.`,
      );
    default:
      return new OidcError('sign_in_refused', `The provider refused: ${said}.`);
  }
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
