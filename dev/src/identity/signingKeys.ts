import { generateKeyPairSync, KeyObject, randomUUID } from 'node:crypto';
import { JWKS } from 'oidc-provider';

type Jwk = JWKS['keys'][number];

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
  if (algorithm.startsWith('ES')) {
    return generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }
  if (algorithm.startsWith('Ed')) return generateKeyPairSync('ed25519');
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}
