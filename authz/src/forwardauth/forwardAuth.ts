import { ServerResponse } from 'node:http';
import {
  answerEmpty,
  answerJson,
  answerProblem,
  answerRedirect,
} from '../answers';
import { crossSiteProblem } from '../crosssite';
import { Identity, RequestView, Verdict, wantsPage } from '../gate';
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
  Promise.resolve()
    .then(() => services.gate.judge(view))
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
    .then(verdict =>
      answer(response, verdict, view, canRedirect, checked, services),
    )
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
  const isLast = checked.framing.kind !== 'none';
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
    answerProblem(response, isPage, problem, {
      isLast,
      headers:
        problem.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : undefined,
    });
    return;
  }
  const foreign = crossSiteProblem(view, verdict.proof, settings);
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

/** Every name is present, if empty, so that a proxy which copies them overwrites what the client sent. */
function identityAnswer({
  subject,
  email,
  groups,
}: Identity): Record<string, string> {
  return {
    'X-Auth-Request-User': (subject && headerValue(subject)) ?? '',
    'X-Auth-Request-Email': (email && headerValue(email)) ?? '',
    'X-Auth-Request-Groups': groups
      .map(group => headerValue(group)?.replaceAll(',', '%2C'))
      .filter(group => group !== undefined)
      .join(','),
  };
}
