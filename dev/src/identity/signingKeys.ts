import { generateKeyPairSync, KeyObject, randomUUID } from 'node:crypto';
import { JWKS } from 'oidc-provider';

type Jwk = JWKS['keys'][number];

/** RFC 7518 §3.4. */
const curves: Readonly<Record<string, string>> = {
  ES256: 'P-256',
  ES384: 'P-384',
  ES512: 'P-521',
};

/** A private key for each algorithm, with a new key id. Takes about 100 ms for RSA. */
export function signingKeys(algorithms: readonly string[]): JWKS {
  return { keys: algorithms.map(signingKey) };
}

function signingKey(algorithm: string): Jwk {
  const { privateKey } = keyPairFor(algorithm);
  return {
    ...privateKey.export({ format: 'jwk' }),
    kid: randomUUID(),
    use: 'sig',
    alg: algorithm,
  } as Jwk;
}

function keyPairFor(algorithm: string): { readonly privateKey: KeyObject } {
  const namedCurve = curves[algorithm];
  if (namedCurve) return generateKeyPairSync('ec', { namedCurve });
  if (algorithm.startsWith('Ed')) return generateKeyPairSync('ed25519');
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}
