/** Why an answer of the upstream cannot be used. */
export type UpstreamErrorCode =
  | 'connect_failed'
  | 'connect_timeout'
  | 'too_many_requests'
  | 'closed'
  | 'malformed_head'
  | 'head_too_large'
  | 'ambiguous_framing'
  | 'malformed_body'
  | 'unexpected_upgrade'
  | 'unexpected_data';

/** The upstream could not be reached, or deviated from HTTP/1.1. Its connection is destroyed either way. */
export class UpstreamError extends Error {
  readonly name = 'UpstreamError';

  constructor(
    readonly code: UpstreamErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
