import { createHash } from 'node:crypto';

export interface IdTokenFacts {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly clientId: string;
  readonly algorithm: string;
  readonly accessToken: string;
  readonly nowSeconds: number;
}

const clockToleranceSeconds = 60;
/** A token that answers a sign-in was made just now. */
const oldestSeconds = 900;
/** OpenID Connect Core 1.0 §2 on `sub`. */
const longestSubject = 255;

/**
 * What is wrong with an ID token that the protocol library leaves to its caller, or undefined. The library has checked
 * signature, algorithm, `iss`, `aud`, `exp`, `nbf`, `nonce` and the presence of `sub` and `iat`.
 */
export function idTokenProblem(facts: IdTokenFacts): string | undefined {
  const { claims, clientId, nowSeconds } = facts;
  const { sub, azp, aud, iat, at_hash: hash } = claims;
  if (typeof sub !== 'string' || sub === '') return 'sub is missing';
  if (sub.length > longestSubject) return 'sub is too long';
  if (azp !== undefined && azp !== clientId) {
    return 'azp names another client';
  }
  if (Array.isArray(aud) && aud.length > 1 && azp === undefined) {
    return 'aud names others too, without azp';
  }
  if (typeof iat !== 'number' || !Number.isFinite(iat)) {
    return 'iat is missing';
  }
  if (iat > nowSeconds + clockToleranceSeconds) return 'iat is in the future';
  if (iat < nowSeconds - oldestSeconds) return 'iat is too long ago';
  if (hash !== undefined && hash !== accessTokenHash(facts)) {
    return 'at_hash does not fit the access token';
  }
  return undefined;
}

/** OpenID Connect Core 1.0 §3.1.3.6: the left half of the hash that the signature algorithm uses. */
export function accessTokenHash(
  facts: Pick<IdTokenFacts, 'algorithm' | 'accessToken'>,
): string {
  const bits = /(?:256|384|512)$/.exec(facts.algorithm)?.[0] ?? '512';
  const digest = createHash(`sha${bits}`).update(facts.accessToken).digest();
  return digest.subarray(0, digest.length / 2).toString('base64url');
}
