export type { Gate, Readiness } from './Gate';
export { nobodyInParticular } from './Identity';
export type { Identity } from './Identity';
export { isOwnCookie, ownCookieStem } from './ownCookies';
export type { RequestView } from './RequestView';
export { SessionSockets } from './SessionSockets';
export type { Closable } from './SessionSockets';
export type { Proof, Verdict } from './Verdict';
export { wantsPage } from './wantsPage';
