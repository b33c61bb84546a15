import { ServerResponse } from 'node:http';
import { answerPage, answerRedirect } from '../answers';
import { callbackParameters, returnTarget } from '../flow';
import { RequestView } from '../gate';
import { Counters, SignInOutcome } from '../internal/Counters';
import { LiveSessions } from '../session';
import { Environment } from './Environment';
import { GateRules } from './GateRules';
import { newSession } from './newSession';
import { OidcError } from './OidcError';
import { ReadyProvider } from './ReadyProvider';
import { authorizationUrl, completeSignIn } from './SignIn';
import { failedSignIn, lostSignIn, oddAnswer } from './signInPages';

export interface Departure {
  /** Where to send the browser. */
  readonly location: string;
  readonly setCookies: readonly string[];
}

const prompts: ReadonlySet<string> = new Set([
  'consent',
  'login',
  'select_account',
]);
const idBytes = 16;

/** The way to the provider and back. */
export class SignInRoutes {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly counters: Counters,
    private readonly environment: Environment,
  ) {}

  /** Begins a sign-in that will end at the target. A promise only if the provider wants the request pushed. */
  depart(
    rules: GateRules,
    provider: ReadyProvider,
    view: RequestView,
    wish: string,
    prompt?: string,
  ): Departure | Promise<Departure> {
    const { flow, setCookies } = rules.flows.start(
      view.cookie,
      returnTarget(wish, rules.basePath),
      this.environment.now() / 1000,
    );
    const url = authorizationUrl(provider, flow, prompt);
    const departure = (to: URL) => ({ location: to.href, setCookies });
    return url instanceof URL ? departure(url) : url.then(departure);
  }

  /** `start?rd=PATH&prompt=login`: signs in, although there may be a session. */
  async start(
    rules: GateRules,
    provider: ReadyProvider,
    view: RequestView,
    response: ServerResponse,
  ): Promise<void> {
    const query = new URLSearchParams(view.query);
    const wishes = query.getAll('rd');
    const prompt = query.get('prompt') ?? '';
    try {
      const { location, setCookies } = await this.depart(
        rules,
        provider,
        view,
        wishes.length === 1 ? wishes[0] ?? '' : '',
        prompts.has(prompt) ? this.promptFor(provider, prompt) : undefined,
      );
      answerRedirect(response, location, { setCookies });
    } catch (error) {
      this.fail(rules, response, error, []);
    }
  }

  /** The provider's answer, which counts once, and only in the browser that asked. */
  async callback(
    rules: GateRules,
    provider: ReadyProvider,
    view: RequestView,
    response: ServerResponse,
  ): Promise<void> {
    const parameters = callbackParameters(view.query);
    if (!parameters.ok) {
      this.counters.signIns.failed += 1;
      answerPage(response, oddAnswer(rules.basePath, parameters.reason));
      return;
    }
    const { state } = parameters;
    const now = this.environment.now();
    const found = rules.flows.take(view.cookie, state, now / 1000);
    if (found.kind !== 'found') {
      this.counters.signIns.lost += 1;
      answerPage(response, lostSignIn(rules.basePath, found.kind === 'used'));
      return;
    }
    const clearFlow = rules.flows.clear(state);
    try {
      const signedIn = await completeSignIn(
        provider,
        view.query,
        found.flow,
        now / 1000,
      );
      const issued = newSession(
        rules,
        signedIn,
        this.environment.randomBytes(idBytes).toString('base64url'),
        this.environment.now(),
      );
      this.replace(rules, view, issued.session.subject);
      const replaced = rules.cookies
        .all(view.cookie)
        .filter(session => this.sessions.isGood(session));
      this.sessions.begin(issued.session, signedIn.tokens, replaced);
      this.counters.signIns.completed += 1;
      this.counters.isProviderReachable = true;
      answerRedirect(response, found.flow.target, {
        setCookies: [issued.setCookie, clearFlow],
      });
    } catch (error) {
      this.fail(rules, response, error, [clearFlow]);
    }
  }

  /** Another person at the same browser: what the one before left there ends. */
  private replace(rules: GateRules, view: RequestView, subject: string): void {
    for (const session of rules.cookies.all(view.cookie)) {
      if (session.subject !== subject) this.sessions.end(session.id);
    }
  }

  /** Providers refuse prompts that they do not know; choosing an account is not for every one of them. */
  private promptFor(provider: ReadyProvider, prompt: string): string {
    if (prompt !== 'select_account') return prompt;
    const known = provider.metadata.prompt_values_supported;
    return Array.isArray(known) && known.includes(prompt) ? prompt : 'login';
  }

  private fail(
    rules: GateRules,
    response: ServerResponse,
    error: unknown,
    setCookies: readonly string[],
  ): void {
    const known =
      error instanceof OidcError
        ? error
        : new OidcError(
            'response_invalid',
            'The sign-in failed unexpectedly.',
            {
              cause: error,
            },
          );
    const { code, message } = known;
    this.counters.signIns[outcomeOf(known)] += 1;
    if (code === 'provider_unreachable')
      this.counters.isProviderReachable = false;
    this.environment.log.warn({ code }, message);
    answerPage(response, failedSignIn(rules.basePath, known), { setCookies });
  }
}

function outcomeOf({ code }: OidcError): SignInOutcome {
  switch (code) {
    case 'sign_in_refused':
    case 'interaction_required':
      return 'refused';
    case 'provider_unreachable':
      return 'unreachable';
    default:
      return 'failed';
  }
}
