import { OidcError } from './OidcError';
import { ProviderAnswer } from './ProviderAnswer';
import { IncomingAnswer, ProviderRequest } from './providerRequest';

/** Asks the provider something and reads its whole answer. */
export type Fetch = (
  url: string,
  request: ProviderRequest,
) => Promise<ProviderAnswer>;

/** Asks the provider something; the answer's body is still on its way. */
export type Send = (
  url: string,
  request: ProviderRequest,
) => Promise<IncomingAnswer>;

/** No answer of a provider that makes sense is larger. */
const longestAnswerBytes = 1_048_576;
const unknownAuthority: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/**
 * Reads each answer whole, decompressed and bounded, so that no provider can fill this process's memory. It follows no
 * redirect. Without a usable answer it throws OidcError `provider_unreachable`.
 */
export function boundedFetch(send: Send): Fetch {
  return async (url, request) => {
    try {
      const { status, headers, body } = await send(url, request);
      const bytes = await readBounded(body, longestAnswerBytes);
      return new ProviderAnswer(bytes, status, headers);
    } catch (cause) {
      if (cause instanceof OidcError) throw cause;
      const reason = request.signal?.aborted
        ? reasonOf(request.signal.reason)
        : reasonOf(cause);
      throw new OidcError(
        'provider_unreachable',
        unknownAuthority.has(reason)
          ? `The provider's certificate is of an authority that is not trusted here (${reason}): add it to oidc.certificateAuthorities.`
          : `The provider did not answer (${reason}).`,
      );
    }
  };
}

async function readBounded(body: AsyncIterable<Uint8Array>, mostBytes: number) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > mostBytes) {
      throw new OidcError(
        'provider_unreachable',
        `The provider's answer is larger than ${mostBytes} bytes.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The system's code, such as ECONNREFUSED, which says more than the name of the error. */
function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'name' in error ? String(error.name) : 'unknown';
}
