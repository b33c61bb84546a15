import { Session } from './Session';

export interface Lifetimes {
  /** A session ends after so many seconds without a request. */
  readonly idleSeconds: number;
  /** A session ends so many seconds after the sign-in. */
  readonly absoluteSeconds: number;
}

/** A clock that was set back by no more than this does not end sessions. */
const clockSlackSeconds = 60;

/** When a session ends at the latest, in seconds since the epoch. */
export function expiresAtSeconds(
  session: Session,
  lifetimes: Lifetimes,
): number {
  return (
    Math.floor(session.signedInAtMilliseconds / 1000) +
    lifetimes.absoluteSeconds
  );
}

/** Whether a session last used at `seenAtSeconds` still counts. One from the future never does. */
export function isAlive(
  session: Session,
  seenAtSeconds: number,
  lifetimes: Lifetimes,
  nowSeconds: number,
): boolean {
  return (
    session.signedInAtMilliseconds <= (nowSeconds + clockSlackSeconds) * 1000 &&
    nowSeconds < expiresAtSeconds(session, lifetimes) &&
    nowSeconds < seenAtSeconds + lifetimes.idleSeconds
  );
}

/** Whether the cookie is so old that its time of last use should be sealed anew: a tenth of the idle time, 5 minutes at most. */
export function isRenewalDue(
  session: Session,
  lifetimes: Lifetimes,
  nowSeconds: number,
): boolean {
  const step = Math.min(300, Math.ceil(lifetimes.idleSeconds / 10));
  return nowSeconds - session.seenAtSeconds >= step;
}
