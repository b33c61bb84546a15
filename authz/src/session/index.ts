export { CookieKeyError, CookieSealer } from './CookieSealer';
export type {
  CookieSealerOptions,
  SealBinding,
  SealPurpose,
} from './CookieSealer';
export { clearCookie, cookieScope, setCookie } from './cookieScope';
export type { CookieScope } from './cookieScope';
export { cookiesStartingWith, cookieValues } from './cookieValues';
export { ExpiringMap } from './ExpiringMap';
export { LiveSessions } from './LiveSessions';
export type { LiveSession, LiveSessionsOptions } from './LiveSessions';
export { expiresAtSeconds, isAlive, isRenewalDue } from './lifetime';
export type { Lifetimes } from './lifetime';
export { RecentMap } from './RecentMap';
export { Revocations } from './Revocations';
export type { Session } from './Session';
export { SessionCookies } from './SessionCookies';
export type { SessionCookiesOptions } from './SessionCookies';
