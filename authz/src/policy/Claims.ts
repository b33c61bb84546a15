import * as z from 'zod';

/** What a policy looks at. Values are those of the provider, byte for byte. */
export interface Claims {
  readonly subject: string;
  readonly email?: string;
  readonly isEmailVerified: boolean;
  readonly groups: readonly string[];
}

/** Claims of an ID token or of the user info endpoint, before anything is known about them. */
export type RawClaims = Readonly<Record<string, unknown>>;

const groupsShape = z.array(z.string().min(1)).max(10_000);

/**
 * Reads the claims that policies need from an ID token, and what it lacks from the user info of the same subject.
 *
 * - `email_verified` counts only for the address it came with, and only as the boolean `true` (OpenID Connect Core
 *   1.0 §5.1).
 * - The groups are an array of strings. Anything else, a single string too, is no claim at all.
 */
export function readClaims(
  subject: string,
  idToken: RawClaims,
  userInfo: RawClaims | undefined,
  groupsClaim: string,
): Claims {
  const email = readText(idToken, 'email') ?? readText(userInfo, 'email');
  const sources = [idToken, userInfo].filter(
    source => email !== undefined && readText(source, 'email') === email,
  );
  const verdicts = sources.map(source => own(source, 'email_verified'));
  const groups = own(idToken, groupsClaim) ?? own(userInfo, groupsClaim);
  return {
    subject,
    email,
    isEmailVerified: verdicts.find(verdict => verdict !== undefined) === true,
    groups: groupsShape.safeParse(groups).data ?? [],
  };
}

/** Whether both claims that the user info might add are there already. */
export function hasAllClaims(claims: RawClaims, groupsClaim: string): boolean {
  return (
    own(claims, 'email') !== undefined &&
    own(claims, 'email_verified') !== undefined &&
    own(claims, groupsClaim) !== undefined
  );
}

function readText(source: RawClaims | undefined, name: string) {
  const value = own(source, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Own properties only: a claim may be called `__proto__` or `constructor`. */
function own(source: RawClaims | undefined, name: string): unknown {
  return source !== undefined && Object.hasOwn(source, name)
    ? source[name]
    : undefined;
}
