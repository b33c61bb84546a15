import { expiresAtSeconds, Session } from '../session';
import { GateRules } from './GateRules';
import { OidcError } from './OidcError';
import { SignedIn } from './SignIn';

export interface IssuedSession {
  readonly session: Session;
  readonly setCookie: string;
}

/** A provider that does not say how long its access tokens last is asked again after this. */
const unknownLifetimeSeconds = 300;

/** When to ask for the claims again; never without a refresh token. */
export function refreshAtSeconds(
  { tokens }: SignedIn,
  nowSeconds: number,
): number | undefined {
  if (tokens.refreshToken === undefined) return undefined;
  const seconds = tokens.expiresInSeconds ?? unknownLifetimeSeconds;
  return Math.floor(nowSeconds + Math.max(1, seconds));
}

/** The session of a fresh sign-in. Throws OidcError `user_info_invalid` if not even the claims that count fit a cookie. */
export function newSession(
  rules: GateRules,
  signedIn: SignedIn,
  id: string,
  nowMilliseconds: number,
): IssuedSession {
  const nowSeconds = Math.floor(nowMilliseconds / 1000);
  return fit(
    rules,
    {
      id,
      provider: rules.providerId,
      ...signedIn.claims,
      providerSessionId: signedIn.providerSessionId,
      signedInAtMilliseconds: nowMilliseconds,
      seenAtSeconds: nowSeconds,
      refreshAtSeconds: refreshAtSeconds(signedIn, nowSeconds),
    },
    nowSeconds,
  );
}

/** The session with newer claims; identity, sign-in and end stay. */
export function renewedSession(
  rules: GateRules,
  session: Session,
  signedIn: SignedIn,
  nowSeconds: number,
): Session {
  return fit(
    rules,
    {
      ...session,
      ...signedIn.claims,
      groupsChosenFor: undefined,
      seenAtSeconds: Math.floor(nowSeconds),
      refreshAtSeconds: refreshAtSeconds(signedIn, nowSeconds),
    },
    nowSeconds,
  ).session;
}

/**
 * Keeps all groups if a cookie can hold them, else those that the policy asks for, at least one of them: the policy
 * then decides the same, and a change of the policy leads to a new sign-in (`groupsChosenFor`).
 */
function fit(
  rules: GateRules,
  session: Session,
  nowSeconds: number,
): IssuedSession {
  const { policy, cookies, lifetimes } = rules;
  const relevant = policy.relevantGroups(session.groups);
  const chosen = { ...session, groupsChosenFor: policy.fingerprint };
  const candidates: readonly Session[] = [
    session,
    { ...chosen, groups: relevant },
    { ...chosen, groups: relevant.slice(0, 1) },
  ];
  for (const candidate of candidates) {
    const setCookie = cookies.issue(
      candidate,
      expiresAtSeconds(candidate, lifetimes) - nowSeconds,
    );
    if (setCookie !== undefined) return { session: candidate, setCookie };
  }
  throw new OidcError(
    'user_info_invalid',
    'The provider says more about this person than a cookie can hold.',
  );
}
