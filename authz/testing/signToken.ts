import {
  createHmac,
  generateKeyPairSync,
  JsonWebKey,
  KeyObject,
  sign,
} from 'node:crypto';

export interface SigningKey {
  readonly id: string;
  readonly algorithm: 'RS256' | 'ES256' | 'PS256';
  readonly privateKey: KeyObject;
  readonly publicJwk: JsonWebKey & { kid?: string; alg?: string; use: string };
}

export function signingKey(
  id: string,
  algorithm: SigningKey['algorithm'] = 'RS256',
): SigningKey {
  const { privateKey, publicKey } =
    algorithm === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    id,
    algorithm,
    privateKey,
    publicJwk: {
      ...publicKey.export({ format: 'jwk' }),
      kid: id,
      alg: algorithm,
      use: 'sig',
    },
  };
}

const encode = (value: object) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs anything with anything: no rule of JOSE is kept unless the caller keeps it. */
export function signToken(
  header: object,
  claims: object,
  key: SigningKey,
): string {
  const input = `${encode(header)}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(input), {
    key: key.privateKey,
    ...(key.algorithm === 'ES256' ? { dsaEncoding: 'ieee-p1363' } : {}),
    ...(key.algorithm === 'PS256' ? { padding: 6, saltLength: 32 } : {}),
  });
  return `${input}.${signature.toString('base64url')}`;
}

export function signWithSecret(
  header: object,
  claims: object,
  secret: string | Buffer,
): string {
  const input = `${encode(header)}.${encode(claims)}`;
  const mac = createHmac('sha256', secret).update(input).digest('base64url');
  return `${input}.${mac}`;
}

export function unsigned(header: object, claims: object): string {
  return `${encode(header)}.${encode(claims)}.`;
}
