/** Longest target that is remembered; a cookie has to hold it. */
const longestTarget = 2_000;

/** Anything that some browser, proxy or server reads as a host, a line end or another path. */
const suspicious =
  /[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|%(?:2f|5c|0[0-9a-f]|1[0-9a-f]|7f)/iu;

/** A browser never meets this host: it only serves to notice that a target leaves it. */
const ownOrigin = 'https://own.invalid';

/**
 * Where to go after sign-in: the given target, if it is beyond doubt a page of this server, else the server's front
 * page. A target is a path with an optional query that
 *
 * - starts with exactly one `/`, also after the WHATWG URL algorithm resolved its dot segments;
 * - stays on its own origin and below the base path;
 * - is not one of this proxy's own pages, which would send people round in circles;
 * - has no backslash, control or invisible character, and no encoded slash, backslash or control character in its path.
 *
 * Returned in the form in which the URL algorithm writes it, so that nobody reads it another way.
 */
export function returnTarget(wish: string, basePath: string): string {
  return accept(wish, basePath) ?? `${basePath}/`;
}

function accept(wish: string, basePath: string): string | undefined {
  if (wish.length > longestTarget || !wish.startsWith('/')) return undefined;
  const [rawPath = ''] = wish.split(/[?#]/, 1);
  if (suspicious.test(rawPath) || /[\\\p{Cc}]/u.test(wish)) return undefined;
  if (!URL.canParse(wish, ownOrigin)) return undefined;
  const url = new URL(wish, ownOrigin);
  if (url.origin !== ownOrigin || url.username || url.password) {
    return undefined;
  }
  const { pathname } = url;
  if (rawPath.includes('//') || pathname.includes('//')) return undefined;
  const own = `${basePath}/oauth2`;
  if (pathname !== basePath && !pathname.startsWith(`${basePath}/`)) {
    return undefined;
  }
  if (pathname === own || pathname.startsWith(`${own}/`)) return undefined;
  const target = `${pathname}${url.search}`;
  return target.length > longestTarget ? undefined : target;
}
