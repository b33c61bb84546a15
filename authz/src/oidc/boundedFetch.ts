import { OidcError } from './OidcError';

/** The part of `fetch` that is used here. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** No answer of a provider that makes sense is larger. */
const longestAnswerBytes = 1_048_576;
const unknownAuthority: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const withoutBody: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Reads each answer whole, decompressed and bounded, so that no provider can fill this process's memory. It follows no
 * redirect. Without a usable answer it throws OidcError `provider_unreachable`.
 */
export function boundedFetch(fetch: Fetch): Fetch {
  return async (url, init) => {
    try {
      const response = await fetch(url, { ...init, redirect: 'manual' });
      const bytes = await readBounded(response, longestAnswerBytes);
      const body = withoutBody.has(response.status) ? null : bytes;
      const { status, headers } = response;
      return new Response(body, { status, headers });
    } catch (cause) {
      if (cause instanceof OidcError) throw cause;
      const reason = reasonOf(cause);
      throw new OidcError(
        'provider_unreachable',
        unknownAuthority.has(reason)
          ? `The provider's certificate is of an authority that is not trusted here (${reason}): add it to oidc.certificateAuthorities.`
          : `The provider did not answer (${reason}).`,
      );
    }
  };
}

async function readBounded(response: Response, mostBytes: number) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
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

/** `fetch` says little itself; the system's code, such as ECONNREFUSED, is in its cause. */
function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const { cause } = error as { readonly cause?: unknown };
  if (typeof cause === 'object' && cause !== null && 'code' in cause) {
    return String(cause.code);
  }
  return 'name' in error ? String(error.name) : 'unknown';
}
