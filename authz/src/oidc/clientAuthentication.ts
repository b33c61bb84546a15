import { createPrivateKey, KeyObject } from 'node:crypto';
import { importJWK, JWK } from 'jose';
import * as client from 'openid-client';
import * as z from 'zod';
import { OidcError } from './OidcError';

export type ClientAuthenticationMethod =
  | 'client_secret_basic'
  | 'client_secret_post'
  | 'private_key_jwt'
  | 'none';

/** The method to use: the configured one, else what the provider announces; a client without a secret is public. */
export function clientAuthenticationMethod(
  configured: ClientAuthenticationMethod | undefined,
  secret: string | undefined,
  announced: readonly string[] | undefined,
): ClientAuthenticationMethod {
  if (!secret) return 'none';
  if (configured) return configured;
  const order = ['client_secret_basic', 'client_secret_post'] as const;
  return (
    order.find(method => announced?.includes(method)) ?? 'client_secret_basic'
  );
}

/** Throws OidcError `client_key_invalid` if a key is needed and the secret holds none that can sign. */
export async function clientAuthentication(
  method: ClientAuthenticationMethod,
  secret: string | undefined,
  signingAlgorithms: readonly string[] | undefined,
): Promise<client.ClientAuth> {
  switch (method) {
    case 'client_secret_basic':
      return client.ClientSecretBasic(secret);
    case 'client_secret_post':
      return client.ClientSecretPost(secret);
    case 'private_key_jwt':
      return privateKeyJwt(secret ?? '', signingAlgorithms);
    case 'none':
      return client.None();
    default:
      throw new OidcError(
        'client_key_invalid',
        `Client authentication ${String(method satisfies never)} is not known.`,
      );
  }
}

async function privateKeyJwt(
  secret: string,
  announced: readonly string[] | undefined,
): Promise<client.ClientAuth> {
  try {
    const { key, keyId } = readKey(secret);
    const algorithms = signatureAlgorithms(key);
    const algorithm =
      algorithms.find(name => announced?.includes(name)) ?? algorithms[0];
    const cryptoKey = await importJWK(
      key.export({ format: 'jwk' }) as JWK,
      algorithm,
    );
    if (cryptoKey instanceof Uint8Array) throw new Error('a symmetric key');
    return client.PrivateKeyJwt({ key: cryptoKey, kid: keyId });
  } catch (cause) {
    throw new OidcError(
      'client_key_invalid',
      'secrets/client-secret holds no private key for private_key_jwt: give a PKCS#8 PEM or a private JWK (RSA, P-256, P-384, P-521 or Ed25519).',
      // The cause may quote the key: keep only what kind of error it was.
      { cause: cause instanceof Error ? cause.name : undefined },
    );
  }
}

const privateJwk = z.looseObject({
  kty: z.string(),
  d: z.string(),
  kid: z.string().optional(),
});

function readKey(secret: string): { key: KeyObject; keyId?: string } {
  if (!secret.trimStart().startsWith('{')) {
    return { key: createPrivateKey(secret) };
  }
  const jwk = privateJwk.parse(JSON.parse(secret));
  return { key: createPrivateKey({ key: jwk, format: 'jwk' }), keyId: jwk.kid };
}

function signatureAlgorithms(key: KeyObject): readonly string[] {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return ['RS256', 'PS256', 'RS384', 'PS384', 'RS512', 'PS512'];
    case 'ed25519':
      return ['EdDSA', 'Ed25519'];
    case 'ec': {
      const curves: Readonly<Record<string, string>> = {
        prime256v1: 'ES256',
        secp384r1: 'ES384',
        secp521r1: 'ES512',
      };
      const algorithm = curves[key.asymmetricKeyDetails?.namedCurve ?? ''];
      if (algorithm) return [algorithm];
      throw new Error('an unusual curve');
    }
    default:
      throw new Error('an unusual key');
  }
}
