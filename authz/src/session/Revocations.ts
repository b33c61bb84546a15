import { ExpiringMap } from './ExpiringMap';
import { Session } from './Session';

/**
 * Sessions that ended before their time: by themselves, with the provider's session, or with all others of a subject.
 * Each revocation is kept for as long as a cookie could still claim otherwise, and touches only sign-ins before it.
 */
export class Revocations {
  private readonly sessions: ExpiringMap;
  private readonly providerSessions: ExpiringMap;
  private readonly subjects: ExpiringMap;
  private readonly subjectsWithoutProviderSession: ExpiringMap;
  private allUntilMilliseconds = -1;

  /** `most` bounds each list. One more ends every session so far, because no revocation may be forgotten. */
  constructor(
    private readonly longestSessionSeconds: () => number,
    most: number = 10_000,
  ) {
    this.sessions = new ExpiringMap(most);
    this.providerSessions = new ExpiringMap(most);
    this.subjects = new ExpiringMap(most);
    this.subjectsWithoutProviderSession = new ExpiringMap(most);
  }

  revokeSession(id: string, nowMilliseconds: number): void {
    this.revoke(this.sessions, id, nowMilliseconds);
  }

  revokeProviderSession(id: string, nowMilliseconds: number): void {
    this.revoke(this.providerSessions, id, nowMilliseconds);
  }

  revokeSubject(subject: string, nowMilliseconds: number): void {
    this.revoke(this.subjects, subject, nowMilliseconds);
  }

  /** Ends those sessions of the subject for which the provider named no session of its own. */
  revokeSubjectWithoutProviderSession(
    subject: string,
    nowMilliseconds: number,
  ): void {
    this.revoke(this.subjectsWithoutProviderSession, subject, nowMilliseconds);
  }

  isRevoked(session: Session, nowMilliseconds: number): boolean {
    const { id, subject, providerSessionId, signedInAtMilliseconds } = session;
    const nowSeconds = nowMilliseconds / 1000;
    const ofProviderSession =
      providerSessionId === undefined
        ? this.subjectsWithoutProviderSession.get(subject, nowSeconds)
        : this.providerSessions.get(providerSessionId, nowSeconds);
    return (
      signedInAtMilliseconds <= this.allUntilMilliseconds ||
      signedInAtMilliseconds <= (ofProviderSession ?? -1) ||
      signedInAtMilliseconds <=
        (this.subjects.get(subject, nowSeconds) ?? -1) ||
      this.sessions.has(id, nowSeconds)
    );
  }

  private revoke(
    revoked: ExpiringMap,
    key: string,
    nowMilliseconds: number,
  ): void {
    const nowSeconds = nowMilliseconds / 1000;
    const hadRoom = revoked.set(
      key,
      nowMilliseconds,
      nowSeconds + this.longestSessionSeconds(),
      nowSeconds,
    );
    if (!hadRoom) this.allUntilMilliseconds = nowMilliseconds;
  }
}
