import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { JWKS } from 'oidc-provider';

type Jwk = JWKS['keys'][number];

/** A private key for each algorithm, with a new key id. Takes about 100 ms for RSA. */
export function signingKeys(algorithms: readonly string[]): JWKS {
  return { keys: algorithms.map(signingKey) };
}

function signingKey(algorithm: string): Jwk {
  const { privateKey } = algorithm.startsWith('ES')
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : algorithm === 'EdDSA' || algorithm === 'Ed25519'
    ? generateKeyPairSync('ed25519')
    : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    ...privateKey.export({ format: 'jwk' }),
    kid: randomUUID(),
    use: 'sig',
    alg: algorithm,
  } as Jwk;
}
