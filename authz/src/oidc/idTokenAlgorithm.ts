import { OidcError } from './OidcError';

/** Signatures that only the provider can make: no `none`, no HMAC. RS256 first, because every provider must offer it. */
export const safeAlgorithms = [
  'RS256',
  'PS256',
  'ES256',
  'EdDSA',
  'Ed25519',
  'RS384',
  'PS384',
  'ES384',
  'RS512',
  'PS512',
  'ES512',
] as const;

/**
 * The one algorithm that counts for ID and logout tokens: the configured one, else the first safe one that the provider
 * announces, RS256 if it announces none.
 * Throws OidcError `provider_unusable` if the provider announces only others.
 */
export function idTokenAlgorithm(
  configured: string | undefined,
  announced: readonly string[] | undefined,
): string {
  const chosen = configured
    ? configured
    : safeAlgorithms.find(name => announced?.includes(name) ?? true);
  if (chosen && (announced?.includes(chosen) ?? true)) return chosen;
  const names = announced?.join(', ') || 'nothing';
  throw new OidcError(
    'provider_unusable',
    configured
      ? `The provider signs ID tokens with ${names}, not with ${configured}: change oidc.idTokenAlgorithm.`
      : `The provider signs ID tokens with ${names}, which proves nothing: configure an asymmetric algorithm such as RS256 for this client.`,
  );
}
