/**
 * Every cookie of every authz carries this stem, after `__Host-` or `__Secure-` where the scheme allows one. The rest is
 * `<purpose>-<server>`. One rule for all: no such cookie reaches a server, a sibling's included, and no server sets one.
 */
export const ownCookieStem = 'amalthea-';

const ownCookie = /^(?:__(?:host|secure)-)?amalthea-/i;

/** Whether a cookie belongs to an authz. Letter case does not matter: browsers compare the prefixes that way. */
export function isOwnCookie(name: string): boolean {
  return ownCookie.test(name);
}
