import { ownCookieStem } from '../gate';

/** Name and reach of the cookies of one server. */
export interface CookieScope {
  /** `Path` attribute: the base path, or `/`. */
  readonly path: string;
  /** Whether browsers may send them over https only. */
  readonly secure: boolean;
  /** Name of a cookie; the same purpose and server always give the same one. */
  name(purpose: string): string;
}

/**
 * On https a server at the root of its host uses `__Host-` names, which no other host or path can set; a server below
 * a path uses `__Secure-` names limited to that path. Plain http, for local development, has neither prefix.
 * Source: RFC 6265bis §4.1.3.
 */
export function cookieScope(
  publicUrl: string,
  basePath: string,
  serverName: string,
): CookieScope {
  const secure = publicUrl.startsWith('https:');
  const securePrefix = basePath === '' ? '__Host-' : '__Secure-';
  const prefix = secure ? securePrefix : '';
  return {
    path: basePath === '' ? '/' : basePath,
    secure,
    name: purpose => `${prefix}${ownCookieStem}${purpose}-${serverName}`,
  };
}

/** A `Set-Cookie` value: HttpOnly, SameSite=Lax (a link from the portal is a navigation), Secure on https. */
export function setCookie(
  scope: CookieScope,
  name: string,
  value: string,
  maxAgeSeconds: number,
): string {
  return `${name}=${value}; Path=${scope.path}; Max-Age=${Math.max(
    0,
    Math.floor(maxAgeSeconds),
  )}; HttpOnly; SameSite=Lax${scope.secure ? '; Secure' : ''}`;
}

/** A `Set-Cookie` value that makes the browser forget the cookie. */
export function clearCookie(scope: CookieScope, name: string): string {
  return setCookie(scope, name, '', 0);
}
