import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { AuthzConfig } from '../config/AuthzConfig';
import {
  CookieSealer,
  cookieScope,
  expiresAtSeconds,
  isAlive,
  isRenewalDue,
  Revocations,
  Session,
  SessionCookies,
} from '../session';

/** Identifies these sessions among those of other modes and tokens. */
const provider = 'token';

/** Sessions of people who showed the token once. A session ends with the token that it was made for. */
export class TokenSessions {
  private config: AuthzConfig;
  private cookies: SessionCookies;
  private fingerprint: string;
  private readonly revocations: Revocations;

  constructor(
    config: AuthzConfig,
    private readonly nowMilliseconds: () => number,
  ) {
    this.config = config;
    this.cookies = cookiesFor(config);
    this.fingerprint = fingerprintOf(config);
    this.revocations = new Revocations(
      () => this.config.settings.sessions.absoluteSeconds,
    );
  }

  /** Returns whether sessions of before are still good. */
  configure(config: AuthzConfig): boolean {
    const fingerprint = fingerprintOf(config);
    const isSame = fingerprint === this.fingerprint;
    this.config = config;
    this.cookies = cookiesFor(config);
    this.fingerprint = fingerprint;
    return isSame;
  }

  /** The session of the request, with a cookie to renew it when that is due. */
  find(cookieHeader: string):
    | {
        session: Session;
        expiresAtSeconds: number;
        setCookies?: readonly string[];
      }
    | undefined {
    if (cookieHeader === '') return undefined;
    const { sessions: lifetimes } = this.config.settings;
    const now = this.nowMilliseconds();
    const nowSeconds = Math.floor(now / 1000);
    const session = this.cookies.find(
      cookieHeader,
      candidate =>
        candidate.provider === provider &&
        candidate.subject === this.fingerprint &&
        isAlive(candidate, candidate.seenAtSeconds, lifetimes, nowSeconds) &&
        !this.revocations.isRevoked(candidate, now),
    );
    if (!session) return undefined;
    const setCookies = isRenewalDue(session, lifetimes, nowSeconds)
      ? this.issue({ ...session, seenAtSeconds: nowSeconds }, nowSeconds)
      : undefined;
    return {
      session,
      expiresAtSeconds: expiresAtSeconds(session, lifetimes),
      setCookies,
    };
  }

  /** The cookie of a new session, never that of an old one. */
  start(): readonly string[] {
    const now = this.nowMilliseconds();
    const nowSeconds = Math.floor(now / 1000);
    return this.issue(
      {
        id: randomUUID(),
        provider,
        subject: this.fingerprint,
        isEmailVerified: false,
        groups: [],
        signedInAtMilliseconds: now,
        seenAtSeconds: nowSeconds,
      },
      nowSeconds,
    );
  }

  /** Ends every session that the request's cookies name; returns their ids and the cookie that removes them. */
  end(cookieHeader: string): {
    ids: readonly string[];
    setCookies: readonly string[];
  } {
    const now = this.nowMilliseconds();
    const ids = this.cookies.all(cookieHeader).map(session => session.id);
    for (const id of ids) this.revocations.revokeSession(id, now);
    return { ids, setCookies: [this.cookies.clear()] };
  }

  private issue(session: Session, nowSeconds: number): readonly string[] {
    const left =
      expiresAtSeconds(session, this.config.settings.sessions) - nowSeconds;
    const cookie = this.cookies.issue(session, Math.max(left, 0));
    return cookie === undefined ? [] : [cookie];
  }
}

function cookiesFor({ settings, secrets }: AuthzConfig): SessionCookies {
  return new SessionCookies({
    sealer: new CookieSealer({
      keys: secrets.cookieKeys,
      binding: settings.server,
      randomBytes,
    }),
    scope: cookieScope(
      settings.publicUrl,
      settings.basePath,
      settings.server.name,
    ),
  });
}

function fingerprintOf({ secrets }: AuthzConfig): string {
  return createHash('sha256')
    .update('token session\0')
    .update(secrets.appToken ?? '')
    .digest('base64url');
}
