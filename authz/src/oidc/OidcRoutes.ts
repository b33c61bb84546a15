import { IncomingMessage, ServerResponse } from 'node:http';
import { answerData, answerJson, answerProblem } from '../answers';
import { RequestView, Verdict, wantsPage } from '../gate';
import { BackchannelLogout, frontchannelLogout, SignOut } from '../logout';
import { Counters } from '../internal/Counters';
import { LiveSessions } from '../session';
import { Environment } from './Environment';
import { GateRules } from './GateRules';
import { OidcError } from './OidcError';
import { ReadyProvider } from './ReadyProvider';
import { SignInRoutes } from './SignInRoutes';

export interface OidcRoutesOptions {
  readonly sessions: LiveSessions;
  readonly signIn: SignInRoutes;
  readonly counters: Counters;
  readonly environment: Environment;
  readonly judge: (view: RequestView) => Verdict | Promise<Verdict>;
}

/** One request and what is known when it arrives. */
export interface OidcCall {
  readonly rules: GateRules;
  readonly provider: ReadyProvider | undefined;
  readonly view: RequestView;
}

type Handler = (
  call: OidcCall,
  response: ServerResponse,
  request: IncomingMessage,
) => void | Promise<void>;
type ReadyHandler = (
  call: OidcCall & { readonly provider: ReadyProvider },
  response: ServerResponse,
  request: IncomingMessage,
) => void | Promise<void>;

/** The gate's own addresses below `<base>/oauth2/`. */
export class OidcRoutes {
  private readonly routes: ReadonlyMap<string, ReadonlyMap<string, Handler>>;
  private readonly environment: Environment;
  private readonly judge: OidcRoutesOptions['judge'];

  constructor(options: OidcRoutesOptions) {
    const { sessions, signIn, counters, environment, judge } = options;
    this.environment = environment;
    this.judge = judge;
    const backchannel = new BackchannelLogout(sessions, counters, environment);
    const signOut = new SignOut(sessions, counters, environment);
    const start: ReadyHandler = ({ rules, provider, view }, response) =>
      signIn.start(rules, provider, view, response);
    const callback: ReadyHandler = ({ rules, provider, view }, response) =>
      signIn.callback(rules, provider, view, response);
    const receive: ReadyHandler = ({ rules, provider }, response, request) =>
      backchannel.receive(rules, provider, request, response);
    const frame: ReadyHandler = ({ provider, view }, response) =>
      frontchannelLogout(sessions, counters, provider, view, response);
    const ask: Handler = ({ rules, provider, view }, response) =>
      signOut.ask(rules, provider, view, response);
    const carryOut: Handler = ({ rules, provider, view }, response, request) =>
      signOut.carryOut(rules, provider, view, request, response);
    const userInfo: Handler = ({ view }, response) =>
      this.userInfo(view, response);
    this.routes = new Map([
      ['start', new Map([['GET', withProvider(start)]])],
      ['callback', new Map([['GET', withProvider(callback)]])],
      ['userinfo', new Map([['GET', userInfo]])],
      [
        'sign_out',
        new Map([
          ['GET', ask],
          ['POST', carryOut],
        ]),
      ],
      ['backchannel-logout', new Map([['POST', withProvider(receive)]])],
      ['frontchannel-logout', new Map([['GET', withProvider(frame)]])],
    ]);
  }

  /** False, untouched, for a path that is not ours. */
  handle(
    call: OidcCall,
    request: IncomingMessage,
    response: ServerResponse,
  ): boolean {
    const { rules, view } = call;
    const prefix = `${rules.basePath}/oauth2/`;
    if (!view.path.startsWith(prefix)) return false;
    const name = view.path.slice(prefix.length);
    const methods = this.routes.get(name);
    if (!methods) return false;
    const handler = methods.get(view.method);
    if (!handler) {
      const allow = [...methods.keys()].join(', ');
      answerJson(
        response,
        {
          status: 405,
          code: 'method_not_allowed',
          message: `Use ${allow} here.`,
        },
        { headers: { Allow: allow }, isLast: true },
      );
      return true;
    }
    this.run(name, async () => handler(call, response, request), response);
    return true;
  }

  private run(
    route: string,
    handle: () => Promise<void>,
    response: ServerResponse,
  ): void {
    handle().catch((error: unknown) => {
      const code = error instanceof OidcError ? error.code : 'internal';
      this.environment.log.error({ code, route }, 'A request failed');
      answerJson(
        response,
        { status: 500, code: 'internal', message: 'Try again in a minute.' },
        { isLast: true },
      );
    });
  }

  private async userInfo(
    view: RequestView,
    response: ServerResponse,
  ): Promise<void> {
    // As a script: this address never leads to the provider.
    const asScript = { ...view, accept: undefined, secFetchMode: 'cors' };
    const verdict = await this.judge(asScript);
    if (verdict.kind === 'allow') {
      const { subject, email, groups } = verdict.identity;
      answerData(
        response,
        200,
        { mode: 'oidc', user: subject, email, groups },
        { setCookies: verdict.setCookies },
      );
    } else if (verdict.kind === 'forbidden') {
      answerJson(response, {
        status: 403,
        code: 'forbidden',
        message: 'This account may not use this server.',
      });
    } else {
      answerJson(response, {
        status: 401,
        code: 'sign_in_required',
        message: 'Sign in first.',
      });
    }
  }
}

/** What needs the provider says so while there is none. */
function withProvider(handler: ReadyHandler): Handler {
  return (call, response, request) => {
    const { provider, view } = call;
    if (provider) return handler({ ...call, provider }, response, request);
    return answerProblem(response, wantsPage(view), {
      status: 503,
      code: 'provider_unreachable',
      message: 'The sign-in service does not answer. Try again in a minute.',
    });
  };
}
