import { IncomingMessage, ServerResponse } from 'node:http';
import { answerData, answerJson, answerPage, answerRedirect } from '../answers';
import { AuthzConfig } from '../config/AuthzConfig';
import { crossSiteProblem } from '../crosssite';
import { returnTarget } from '../flow/returnTarget';
import {
  Gate,
  nobodyInParticular,
  Readiness,
  RequestView,
  SessionSockets,
  Verdict,
  wantsPage,
} from '../gate';
import { tokensIn, withoutToken } from '../headers';
import { Counters } from '../internal/Counters';
import { Logger } from '../log/Logger';
import { constantTimeEquals } from './constantTimeEquals';
import { headerToken } from './headerToken';
import { FormError, readForm } from './readForm';
import { signedOut, signOutPrompt, tokenPrompt } from './tokenPages';
import { TokenSessions } from './TokenSessions';
import { WrongTokens } from './WrongTokens';

export interface TokenGateOptions {
  readonly config: AuthzConfig;
  readonly sockets: SessionSockets;
  readonly nowMilliseconds: () => number;
  readonly counters: Counters;
  readonly log: Logger;
}

/**
 * Lets pass who knows the token, with classic's semantics: `Authorization: token X` or `Bearer X`, or `?token=X`. A
 * browser gets a session for it and a URL without it.
 */
export class TokenGate implements Gate {
  private config: AuthzConfig;
  private readonly sockets: SessionSockets;
  private readonly sessions: TokenSessions;
  private readonly wrongTokens: WrongTokens;

  constructor(options: TokenGateOptions) {
    this.config = options.config;
    this.sockets = options.sockets;
    this.sessions = new TokenSessions(options.config, options.nowMilliseconds);
    this.wrongTokens = new WrongTokens(options);
  }

  judge(view: RequestView): Verdict {
    const shown = headerToken(view.authorization);
    if (shown !== undefined && this.isToken(shown))
      return { kind: 'allow', identity: nobodyInParticular, proof: 'header' };

    const tokens = tokensIn(view.query);
    const queryToken = tokens.length === 1 ? tokens[0] : undefined;
    if (queryToken !== undefined && this.isToken(queryToken)) {
      if (!wantsPage(view))
        return { kind: 'allow', identity: nobodyInParticular, proof: 'query' };
      return {
        kind: 'login',
        location: withoutToken(view.target),
        setCookies: this.sessions.start(),
      };
    }

    const found = this.sessions.find(view.cookie);
    if (found) {
      return {
        kind: 'allow',
        identity: nobodyInParticular,
        proof: 'cookie',
        sessionId: found.session.id,
        expiresAtSeconds: found.expiresAtSeconds,
        setCookies: found.setCookies,
      };
    }
    // Only now: who has a session, or shows the right token, is never held up by what others try.
    const isWrong = shown !== undefined || tokens.length > 0;
    if (isWrong && this.wrongTokens.note())
      return { kind: 'unauthenticated', code: 'too_many_wrong_tokens' };
    if (!wantsPage(view)) {
      return {
        kind: 'unauthenticated',
        code: isWrong ? 'wrong_token' : 'token_required',
      };
    }
    const target = returnTarget(withoutToken(view.target), this.basePath);
    return {
      kind: 'login',
      location: `${this.basePath}/oauth2/start?rd=${encodeURIComponent(
        target,
      )}`,
    };
  }

  handle(
    request: IncomingMessage,
    response: ServerResponse,
    view: RequestView,
  ): boolean {
    switch (view.path.slice(this.basePath.length)) {
      case '/oauth2/start':
        if (view.method === 'POST') void this.signIn(request, response, view);
        else if (isRead(view))
          answerPage(
            response,
            tokenPrompt(this.basePath, this.wish(view.query), false),
          );
        else notAllowed(response, 'GET, HEAD, POST');
        return true;
      case '/oauth2/sign_out':
        if (view.method === 'POST') this.signOut(response, view);
        else if (isRead(view))
          answerPage(response, signOutPrompt(this.basePath));
        else notAllowed(response, 'GET, HEAD, POST');
        return true;
      case '/oauth2/userinfo':
        if (!isRead(view)) notAllowed(response, 'GET, HEAD');
        else if (this.judge(view).kind === 'allow')
          answerData(response, 200, { mode: 'token' });
        else
          answerJson(response, {
            status: 401,
            code: 'token_required',
            message: 'Show the token of this server.',
          });
        return true;
      default:
        return false;
    }
  }

  readiness(): Readiness {
    return { ready: true };
  }

  configure(config: AuthzConfig): void {
    this.config = config;
    if (!this.sessions.configure(config)) this.sockets.closeAll();
  }

  close(): void {}

  private get basePath(): string {
    return this.config.settings.basePath;
  }

  private isToken(shown: string): boolean {
    const { appToken } = this.config.secrets;
    return appToken !== undefined && constantTimeEquals(shown, appToken);
  }

  private wish(query: string): string {
    return returnTarget(
      new URLSearchParams(query).get('rd') ?? '',
      this.basePath,
    );
  }

  private async signIn(
    request: IncomingMessage,
    response: ServerResponse,
    view: RequestView,
  ): Promise<void> {
    const problem = crossSiteProblem(view, 'cookie', this.config.settings);
    if (problem) {
      answerJson(response, { status: 403, ...problem }, { isLast: true });
      return;
    }
    try {
      const form = await readForm(request);
      const target = returnTarget(form.get('rd') ?? '', this.basePath);
      if (this.isToken(form.get('token')?.trim() ?? '')) {
        // A session that somebody planted before must not go on.
        const { ids } = this.sessions.end(view.cookie);
        for (const id of ids) this.sockets.closeSession(id);
        answerRedirect(response, target, {
          status: 303,
          setCookies: this.sessions.start(),
        });
      } else {
        const isTooOften = this.wrongTokens.note();
        answerPage(
          response,
          {
            ...tokenPrompt(this.basePath, target, true),
            ...(isTooOften ? { status: 429 } : {}),
          },
          isTooOften ? { headers: { 'Retry-After': '60' } } : {},
        );
      }
    } catch (error) {
      if (error instanceof FormError)
        answerJson(response, error, { isLast: true });
      else response.destroy();
    }
  }

  private signOut(response: ServerResponse, view: RequestView): void {
    const problem = crossSiteProblem(view, 'cookie', this.config.settings);
    const isSameOrigin =
      view.secFetchSite === 'same-origin' || view.origin !== undefined;
    if (problem || !isSameOrigin) {
      answerJson(
        response,
        {
          status: 403,
          code: 'cross_site_request',
          message: 'Sign out with the button of this server.',
        },
        { isLast: true },
      );
      return;
    }
    const { ids, setCookies } = this.sessions.end(view.cookie);
    for (const id of ids) this.sockets.closeSession(id);
    answerPage(response, signedOut(this.basePath), { setCookies });
  }
}

function isRead(view: RequestView): boolean {
  return view.method === 'GET' || view.method === 'HEAD';
}

function notAllowed(response: ServerResponse, allow: string): void {
  answerJson(
    response,
    { status: 405, code: 'method_not_allowed', message: `Use ${allow} here.` },
    { headers: { Allow: allow }, isLast: true },
  );
}
