import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import * as z from 'zod';
import { ReadyProvider } from '../oidc/ReadyProvider';
import { ExpiringMap } from '../session';

/** Whose sessions the provider wants to end. */
export interface LogoutOrder {
  readonly subject?: string;
  readonly providerSessionId?: string;
}

export type LogoutTokenResult =
  | { readonly ok: true; readonly order: LogoutOrder }
  | { readonly ok: false; readonly problem: string };

export interface LogoutTokenRules {
  readonly provider: ReadyProvider;
  /** Accepts tokens without `typ`, or with `typ: JWT`, as many providers send them. */
  readonly isTypeOptional: boolean;
  /** `jti` values that were seen. */
  readonly seen: ExpiringMap;
  readonly nowMilliseconds: number;
}

const oldestSeconds = 120;
const clockToleranceSeconds = 30;
const longestToken = 16_384;

const claimsShape = z.looseObject({
  iat: z.number(),
  jti: z.string().min(1).max(512),
  sub: z.string().min(1).max(255).optional(),
  sid: z.string().min(1).max(512).optional(),
  events: z.looseObject({
    'http://schemas.openid.net/event/backchannel-logout': z.looseObject({}),
  }),
});

/**
 * Checks a logout token: signature by the provider's keys, the one algorithm, `typ`, `iss`, `aud`, `exp` if there is
 * one, a fresh `iat`, a new `jti`, the logout event, `sub` or `sid`, and no `nonce`, which would make an ID token of
 * it. Source: OpenID Connect Back-Channel Logout 1.0 §2.6.
 */
export async function checkLogoutToken(
  token: string,
  rules: LogoutTokenRules,
): Promise<LogoutTokenResult> {
  const { provider, seen, nowMilliseconds } = rules;
  if (token.length > longestToken) return refuse('it is too long');
  let payload: unknown;
  try {
    const { kid, typ } = decodeProtectedHeader(token);
    const typProblem = problemOfType(typ, rules.isTypeOptional);
    if (typProblem) return refuse(typProblem);
    const keys = createLocalJWKSet(await provider.keys.covering(kid));
    const verified = await jwtVerify(token, keys, {
      issuer: provider.metadata.issuer,
      audience: provider.settings.clientId,
      algorithms: [provider.algorithm],
      requiredClaims: ['iat', 'jti', 'events'],
      maxTokenAge: oldestSeconds,
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(nowMilliseconds),
    });
    payload = verified.payload;
  } catch (error) {
    // The message may quote the token; its code says enough.
    return refuse(
      typeof error === 'object' && error !== null && 'code' in error
        ? String(error.code)
        : 'it is no signed token',
    );
  }
  const { success, data: claims } = claimsShape.safeParse(payload);
  if (!success) return refuse('a claim is missing or of the wrong type');
  if (Object.hasOwn(claims, 'nonce')) return refuse('it has a nonce');
  if (claims.sub === undefined && claims.sid === undefined) {
    return refuse('it names neither sub nor sid');
  }
  const nowSeconds = nowMilliseconds / 1000;
  if (seen.has(claims.jti, nowSeconds)) return refuse('it was seen before');
  const until = claims.iat + oldestSeconds + clockToleranceSeconds + 1;
  if (!seen.set(claims.jti, 1, until, nowSeconds)) {
    return refuse('there are too many at once');
  }
  return {
    ok: true,
    order: { subject: claims.sub, providerSessionId: claims.sid },
  };
}

function problemOfType(
  typ: string | undefined,
  isOptional: boolean,
): string | undefined {
  const type = typ?.toLowerCase().replace(/^application\//, '');
  if (type === 'logout+jwt') return undefined;
  if (isOptional && (type === undefined || type === 'jwt')) return undefined;
  return 'its typ is not logout+jwt';
}

function refuse(problem: string): LogoutTokenResult {
  return { ok: false, problem };
}
