import { clearCookie, CookieScope, setCookie } from './cookieScope';
import { CookieSealer } from './CookieSealer';
import { cookieValues } from './cookieValues';
import { RecentMap } from './RecentMap';
import { decodeSession, encodeSession, Session } from './Session';

/** Browsers refuse more than 4,096 bytes of name, value and attributes together. */
const longestCookie = 4_096;

export interface SessionCookiesOptions {
  readonly sealer: CookieSealer;
  readonly scope: CookieScope;
  /** Cookies whose opened form is kept; 1,024 unless given. */
  readonly mostOpened?: number;
}

/** Sessions as cookies. Remembers what it opened, because a look-up costs a fifth of opening and spares the collector. */
export class SessionCookies {
  private readonly sealer: CookieSealer;
  private readonly scope: CookieScope;
  private readonly name: string;
  private readonly opened: RecentMap<string, Session>;
  private lastHeader = '';
  private lastSessions: readonly Session[] = [];

  constructor(options: SessionCookiesOptions) {
    this.sealer = options.sealer;
    this.scope = options.scope;
    this.name = options.scope.name('session');
    this.opened = new RecentMap(options.mostOpened ?? 1_024);
  }

  /**
   * The session of a request, as the first value that `isGood` accepts, the latest sign-in first. Whoever can set a
   * second cookie of this name can thus neither lock a person out nor, without a session of a later sign-in that may
   * pass this very server, take the person's place.
   */
  find(
    cookieHeader: string,
    isGood: (session: Session) => boolean,
  ): Session | undefined {
    let best: Session | undefined;
    for (const session of this.all(cookieHeader)) {
      if (!isGood(session)) continue;
      if (
        !best ||
        session.signedInAtMilliseconds > best.signedInAtMilliseconds ||
        (session.id === best.id && session.seenAtSeconds > best.seenAtSeconds)
      ) {
        best = session;
      }
    }
    return best;
  }

  /** Every session that the request's cookies open, good or not. */
  all(cookieHeader: string): readonly Session[] {
    // A server has few visitors, and their requests come in rows: comparing is cheaper than hashing.
    if (cookieHeader === this.lastHeader) return this.lastSessions;
    const sessions = cookieValues(cookieHeader, this.name).flatMap(
      value => this.open(value) ?? [],
    );
    if (sessions.length > 0) {
      this.lastHeader = cookieHeader;
      this.lastSessions = sessions;
    }
    return sessions;
  }

  /** The session's `Set-Cookie` value, or undefined if browsers would refuse it for its size. */
  issue(session: Session, maxAgeSeconds: number): string | undefined {
    const value = this.sealer.seal('session', encodeSession(session));
    const cookie = setCookie(this.scope, this.name, value, maxAgeSeconds);
    return cookie.length > longestCookie ? undefined : cookie;
  }

  clear(): string {
    return clearCookie(this.scope, this.name);
  }

  private open(value: string): Session | undefined {
    const known = this.opened.get(value);
    if (known) return known;
    const text = this.sealer.open('session', value);
    const session = text === undefined ? undefined : decodeSession(text);
    if (session) this.opened.set(value, session);
    return session;
  }
}
