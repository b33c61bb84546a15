import { ServerResponse } from 'node:http';
import {
  answerEmpty,
  answerJson,
  answerProblem,
  answerRedirect,
} from '../answers';
import { CrossSiteProblem, crossSiteProblem, isOwnOrigin } from '../crosssite';
import { Identity, Proof, RequestView, Verdict, wantsPage } from '../gate';
import { headerValue } from '../headers';
import { CheckedRequest } from '../requestcheck';
import { originalRequest } from './originalRequest';
import { isNarrowedOut } from './narrowing';
import { Services } from '../proxy/Services';
import { unauthenticated, verdictProblem } from '../proxy/verdictProblem';

/**
 * `<base>/oauth2/auth`: says whether another proxy should let a request pass. 200 means yes; 401 and 403 mean no, which
 * is all that nginx `auth_request` understands. Traefik, Caddy and Envoy pass our whole answer on, so a navigation gets
 * the redirect to the sign-in there. Who may pass is decided by cookie or token alone; what forwarding headers of a
 * trusted proxy say decides only how the answer looks, and can make it stricter.
 */
export function answerForwardAuth(
  response: ServerResponse,
  checked: CheckedRequest,
  services: Services,
): void {
  const { settings } = services.config;
  const { view, canRedirect } = originalRequest(checked, settings.basePath);
  const settle = (verdict: Verdict) =>
    answer(response, verdict, view, canRedirect, checked, services);
  const verdict = services.gate.judge(view);
  if (!(verdict instanceof Promise)) {
    settle(verdict);
    return;
  }
  verdict
    .catch((error): Verdict => {
      services.log.error(
        { error: String(error) },
        'A request could not be judged.',
      );
      return {
        kind: 'unavailable',
        reason: 'The request could not be judged.',
      };
    })
    .then(settle)
    .catch(() => response.destroy());
}

function answer(
  response: ServerResponse,
  verdict: Verdict,
  view: RequestView,
  canRedirect: boolean,
  checked: CheckedRequest,
  services: Services,
): void {
  const { settings } = services.config;
  // Behind an upgrade that was not made, nobody can say what the next bytes are.
  const isLast = checked.framing.kind !== 'none' || checked.view.isWebSocket;
  const isPage = canRedirect && wantsPage(view);
  if (verdict.kind === 'login' && isPage) {
    answerRedirect(response, verdict.location, {
      setCookies: verdict.setCookies,
      isLast,
    });
    return;
  }
  if (verdict.kind !== 'allow') {
    const problem =
      verdict.kind === 'login'
        ? unauthenticated('login_required')
        : verdictProblem(verdict, settings.basePath);
    // nginx knows 401 and 403 only, and turns anything else into an error of its own.
    const status =
      problem.status === 429 && !canRedirect ? 401 : problem.status;
    answerProblem(
      response,
      isPage,
      { ...problem, status },
      {
        isLast,
        headers:
          problem.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : undefined,
      },
    );
    return;
  }
  const foreign =
    crossSiteProblem(view, verdict.proof, settings) ??
    foreignOriginProblem(view, verdict.proof, services);
  if (foreign) {
    answerJson(response, { status: 403, ...foreign }, { isLast });
  } else if (isNarrowedOut(verdict.identity, checked.view.query)) {
    answerProblem(
      response,
      isPage,
      verdictProblem(
        { kind: 'forbidden', identity: verdict.identity },
        settings.basePath,
      ),
      { isLast },
    );
  } else {
    answerEmpty(response, 200, {
      headers: identityAnswer(verdict.identity),
      setCookies: verdict.setCookies,
      isLast,
    });
  }
}

/**
 * nginx, Traefik and Envoy leave `Upgrade` out of their question, so a WebSocket looks like any GET here. Browsers send
 * `Origin` with a GET for WebSockets and for requests to other origins alone: a foreign one is refused.
 */
function foreignOriginProblem(
  view: RequestView,
  proof: Proof,
  services: Services,
): CrossSiteProblem | undefined {
  const { origin, secFetchMode } = view;
  const isInvolved = proof === 'cookie' || proof === 'none';
  if (!isInvolved || origin === undefined || secFetchMode === 'navigate')
    return undefined;
  return isOwnOrigin(origin, view, services.config.settings)
    ? undefined
    : {
        code: 'foreign_origin',
        message: 'This request came from a page of another origin.',
      };
}

const remembered = new WeakMap<Identity, Readonly<Record<string, string>>>();

/** Every name is present, if empty, so that a proxy which copies them overwrites what the client sent. */
function identityAnswer(identity: Identity): Readonly<Record<string, string>> {
  const known = remembered.get(identity);
  if (known) return known;
  const { subject, email, groups } = identity;
  const headers = {
    'X-Auth-Request-User': (subject && headerValue(subject)) ?? '',
    'X-Auth-Request-Email': (email && headerValue(email)) ?? '',
    'X-Auth-Request-Groups': groups
      .map(group => headerValue(group)?.replaceAll(',', '%2C'))
      .filter(group => group !== undefined)
      .join(','),
  };
  remembered.set(identity, headers);
  return headers;
}
