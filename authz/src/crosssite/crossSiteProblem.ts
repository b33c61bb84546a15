import { Proof, RequestView } from '../gate';
import { cookieValue } from '../headers';
import { isOwnOrigin, OriginRules } from './ownOrigin';

export interface CrossSiteRules extends OriginRules {
  readonly basePath: string;
}

export interface CrossSiteProblem {
  readonly code: 'foreign_origin' | 'cross_site_request' | 'sibling_request';
  readonly message: string;
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

const foreignOrigin: CrossSiteProblem = {
  code: 'foreign_origin',
  message: 'WebSockets may be opened only by pages of this server.',
};
const crossSite: CrossSiteProblem = {
  code: 'cross_site_request',
  message:
    'This request came from another site. Open the server itself and try again.',
};
const sibling: CrossSiteProblem = {
  code: 'sibling_request',
  message:
    'This request came from a page outside this server. Open the server itself and try again.',
};

/**
 * Finds requests that a browser sends for somebody else's page. Jupyter's own protection is off, because it trusts the
 * token that we add, so this is the one place where it happens. Who shows the token in a header or the query is no
 * victim of a foreign page, so only what a browser adds by itself (`cookie`), or nothing (`none`), is looked at.
 */
export function crossSiteProblem(
  view: RequestView,
  proof: Proof,
  rules: CrossSiteRules,
): CrossSiteProblem | undefined {
  if (view.isWebSocket) {
    // Only browsers send Origin, and they always do here. A client without one brought the token or its own cookie jar.
    if (view.origin === undefined)
      return view.secFetchSite === undefined ? undefined : foreignOrigin;
    if (proof === 'header') return undefined;
    return isOwnOrigin(view.origin, view, rules) ? undefined : foreignOrigin;
  }
  if (proof === 'header' || proof === 'query') return undefined;
  const isSafe = safeMethods.has(view.method);
  const isAllowedOrigin =
    view.origin !== undefined && isOwnOrigin(view.origin, view, rules);
  const site = view.secFetchSite;
  const isNavigation = view.secFetchMode === 'navigate';
  if (site === 'cross-site' || site === 'same-site') {
    if (!(isSafe && isNavigation) && !isAllowedOrigin) return crossSite;
  } else if (
    !isSafe &&
    view.origin !== undefined &&
    !isAllowedOrigin &&
    site === undefined
  ) {
    return crossSite;
  }
  // A page of its own shows who it is; a frame lets the page around it reach inside.
  const isWholePage =
    isNavigation &&
    (view.secFetchDest === undefined || view.secFetchDest === 'document');
  return isSafe && isWholePage
    ? undefined
    : siblingProblem(view, isSafe, rules);
}

/**
 * Servers of other people under the same host share our origin, and their pages our cookies. Their path gives them away
 * in `Referer`; a page that hides it must show Jupyter's XSRF token. A page can be made to lie about both, so this
 * raises the bar and no more: only a host of its own separates a server from its siblings (docs/security.md).
 */
function siblingProblem(
  view: RequestView,
  isSafe: boolean,
  rules: CrossSiteRules,
): CrossSiteProblem | undefined {
  if (
    rules.basePath === '' ||
    rules.allowedOrigins.includes(new URL(rules.publicUrl).origin)
  )
    return undefined;
  if (view.referer !== undefined && URL.canParse(view.referer)) {
    const from = new URL(view.referer);
    if (!isOwnOrigin(from.origin, view, rules)) return undefined;
    const { pathname } = from;
    return pathname === rules.basePath ||
      pathname.startsWith(`${rules.basePath}/`)
      ? undefined
      : sibling;
  }
  if (isSafe || view.secFetchSite !== 'same-origin') return undefined;
  const expected = cookieValue(view.cookie, '_xsrf');
  return expected && view.xsrfToken === expected ? undefined : sibling;
}
