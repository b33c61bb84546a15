import { RequestView } from '../gate';
import { CheckedRequest, checkTarget } from '../requestcheck';
import { route } from '../proxy/route';

export interface OriginalRequest {
  readonly view: RequestView;
  /** The asking proxy passes redirects and pages on to the client. */
  readonly canRedirect: boolean;
}

const methodPattern = /^[A-Z]{1,20}$/;

/**
 * The request that another proxy asks about. Its method and target come from the dialect of that proxy, and only if it
 * is trusted; a stranger is asking for itself:
 *
 * - Traefik and Caddy: `X-Forwarded-Method` and `X-Forwarded-Uri`;
 * - Envoy `ext_authz` over HTTP: the original method, and the original path after `/oauth2/auth`;
 * - nginx: `X-Original-Method` and `X-Original-URI` (or `-URL`), by convention; it does not pass redirects on.
 */
export function originalRequest(
  checked: CheckedRequest,
  basePath: string,
): OriginalRequest {
  const { view } = checked;
  const front = `${basePath}/`;
  if (!view.isTrustedPeer)
    return { view: seenAs(view, view.method, front), canRedirect: false };
  const below = view.target.slice(`${basePath}/oauth2/auth`.length);
  if (below.startsWith('/'))
    return {
      view: seenAs(view, view.method, acceptable(below, basePath)),
      canRedirect: true,
    };
  if (checked.forwardedUri !== undefined) {
    return {
      view: seenAs(
        view,
        checked.forwardedMethod,
        acceptable(checked.forwardedUri, basePath),
      ),
      // nginx passes on what its client claims: who speaks two dialects gets the answer that both understand.
      canRedirect:
        checked.originalUri === undefined && checked.originalUrl === undefined,
    };
  }
  const original = checked.originalUri ?? pathOf(checked.originalUrl);
  return {
    view: seenAs(
      view,
      checked.originalMethod ?? view.method,
      acceptable(original, basePath),
    ),
    canRedirect: false,
  };
}

/** An unknown method counts as one that changes something. */
function seenAs(
  view: RequestView,
  method: string | undefined,
  target: string,
): RequestView {
  const mark = target.indexOf('?');
  return {
    ...view,
    method:
      method !== undefined && methodPattern.test(method) ? method : 'POST',
    target,
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
  };
}

function acceptable(target: string | undefined, basePath: string): string {
  if (target === undefined || checkTarget(target)) return `${basePath}/`;
  return route(target.split('?', 1)[0] ?? '', basePath) === 'server'
    ? target
    : `${basePath}/`;
}

function pathOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { pathname, search } = new URL(url);
  return pathname + search;
}
