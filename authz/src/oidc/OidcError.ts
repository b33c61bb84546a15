/** Why a sign-in or a refresh failed, as far as the person or the operator can do something about it. */
export type OidcErrorCode =
  | 'issuer_insecure'
  | 'provider_unreachable'
  | 'provider_unusable'
  | 'client_key_invalid'
  | 'response_invalid'
  | 'sign_in_refused'
  | 'interaction_required'
  | 'request_refused'
  | 'id_token_invalid'
  | 'user_info_invalid'
  | 'session_ended';

/** The message is safe to log: it holds no token, code or secret. */
export class OidcError extends Error {
  constructor(
    readonly code: OidcErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
    this.name = 'OidcError';
  }
}
