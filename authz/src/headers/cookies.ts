import { isOwnCookie } from '../gate/ownCookies';

/**
 * The Cookie header without the cookies of any authz, ours and siblings', because a user controls the server behind us.
 * Other cookies stay byte for byte.
 */
export function foreignCookies(cookie: string): string {
  if (!cookie.toLowerCase().includes('amalthea-')) return cookie;
  return cookie
    .split(';')
    .filter(pair => !isOwnCookie(cookieName(pair)))
    .join(';')
    .trim();
}

/** Whether a `Set-Cookie` of the server may pass: not when a browser could send its cookie to an authz. */
export function maySetCookie(setCookie: string): boolean {
  const pair = setCookie.split(';', 1)[0] ?? '';
  if (isOwnCookie(cookieName(pair))) return false;
  // A nameless cookie is sent as its bare value, which may look like name=value (RFC 6265bis, section 5.7).
  return pair.includes('=') && cookieName(pair) !== ''
    ? true
    : !isOwnCookie(pair.replace(/^[\s=]*/, ''));
}

/** The value of a cookie, the first one of that name; undefined without it. */
export function cookieValue(cookie: string, name: string): string | undefined {
  for (const pair of cookie.split(';')) {
    const equals = pair.indexOf('=');
    if (equals >= 0 && pair.slice(0, equals).trim() === name)
      return pair.slice(equals + 1).trim();
  }
  return undefined;
}

function cookieName(pair: string): string {
  const equals = pair.indexOf('=');
  return (equals < 0 ? pair : pair.slice(0, equals)).trim();
}
