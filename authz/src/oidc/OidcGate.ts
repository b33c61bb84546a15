import { IncomingMessage, ServerResponse } from 'node:http';
import { AuthzConfig } from '../config/AuthzConfig';
import {
  Gate,
  Identity,
  Readiness,
  RequestView,
  SessionSockets,
  Verdict,
  wantsPage,
} from '../gate';
import { Counters } from '../internal/Counters';
import {
  ExpiringMap,
  expiresAtSeconds,
  isRenewalDue,
  LiveSession,
  LiveSessions,
  Session,
} from '../session';
import { Environment } from './Environment';
import { GateRules, gateRules } from './GateRules';
import { OidcError } from './OidcError';
import { OidcRoutes } from './OidcRoutes';
import { Provider } from './Provider';
import { ReadyProvider } from './ReadyProvider';
import { Refresher } from './Refresher';
import { SignInRoutes } from './SignInRoutes';

export interface OidcGateOptions {
  readonly config: AuthzConfig;
  readonly sockets: SessionSockets;
  readonly counters: Counters;
  readonly environment: Environment;
}

/** Sockets of sessions that ended without a request are found within this time, or a quarter of a shorter lifetime. */
const longestSweepMilliseconds = 15_000;
const mostUsedStates = 10_000;

/** Lets pass whom the policy allows among the people that an OpenID provider knows. */
export class OidcGate implements Gate {
  private readonly environment: Environment;
  private readonly counters: Counters;
  private readonly usedStates = new ExpiringMap(mostUsedStates);
  private readonly sessions: LiveSessions;
  private readonly refresher: Refresher;
  private readonly signIn: SignInRoutes;
  private readonly routes: OidcRoutes;
  private rules: GateRules;
  private provider: Provider;
  private cancelSweep: () => void = () => {};

  /** Starts to look for the provider in the background. Throws what `gateRules` throws. */
  constructor(options: OidcGateOptions) {
    const { environment, counters } = options;
    this.environment = environment;
    this.counters = counters;
    this.rules = this.rulesOf(options.config);
    this.sessions = new LiveSessions({
      sockets: options.sockets,
      lifetimes: this.rules.lifetimes,
      now: this.environment.now,
    });
    this.refresher = new Refresher(this.sessions, counters, environment);
    this.signIn = new SignInRoutes(this.sessions, counters, environment);
    this.routes = new OidcRoutes({
      sessions: this.sessions,
      signIn: this.signIn,
      counters,
      environment: this.environment,
      judge: view => this.judge(view),
    });
    this.provider = this.startProvider();
    this.scheduleSweep();
  }

  judge(view: RequestView): Verdict | Promise<Verdict> {
    const session = this.sessionOf(view);
    if (!session) return this.withoutSession(view);
    const live = this.sessions.touch(session);
    const provider = this.provider.ready;
    if (provider && this.refresher.isDue(live)) {
      return this.refresher.refresh(live, provider, this.rules).then(() =>
        // Meanwhile the session may have ended, and the provider may have been replaced.
        this.isGood(live.session)
          ? this.withSession(view, live)
          : this.withoutSession(view),
      );
    }
    return this.withSession(view, live, session);
  }

  handle(
    request: IncomingMessage,
    response: ServerResponse,
    view: RequestView,
  ): boolean {
    const rules = this.rules;
    return this.routes.handle(
      { rules, provider: this.provider.ready, view },
      request,
      response,
    );
  }

  readiness(): Readiness {
    return this.provider.readiness();
  }

  configure(config: AuthzConfig): void {
    const before = this.rules;
    this.rules = this.rulesOf(config);
    this.sessions.setLifetimes(this.rules.lifetimes);
    if (
      JSON.stringify(before.provider) !== JSON.stringify(this.rules.provider)
    ) {
      this.provider.close();
      this.provider = this.startProvider();
    }
    this.sweep();
  }

  close(): void {
    this.provider.close();
    this.cancelSweep();
  }

  private sessionOf(view: RequestView): Session | undefined {
    const { cookies } = this.rules;
    return cookies.find(view.cookie, this.isGood);
  }

  private readonly isGood = (session: Session): boolean =>
    session.provider === this.rules.providerId && this.sessions.isGood(session);

  private withSession(
    view: RequestView,
    live: LiveSession,
    cookieSession: Session = live.session,
  ): Verdict | Promise<Verdict> {
    const { session } = live;
    const { policy, lifetimes, cookies } = this.rules;
    const isAllowed = policy.allows(session);
    if (this.needsNewSignIn(live, isAllowed) && canLeave(view)) {
      const provider = this.provider.ready;
      if (provider) return this.login(view, provider);
    }
    const identity = identityOf(session);
    if (!isAllowed) return { kind: 'forbidden', identity };
    const endsAtSeconds = expiresAtSeconds(session, lifetimes);
    const nowSeconds = this.environment.now() / 1000;
    const isOlder =
      session !== cookieSession &&
      session.refreshAtSeconds !== cookieSession.refreshAtSeconds;
    const renewed =
      isOlder || isRenewalDue(cookieSession, lifetimes, nowSeconds)
        ? cookies.issue(
            { ...session, seenAtSeconds: Math.floor(nowSeconds) },
            endsAtSeconds - nowSeconds,
          )
        : undefined;
    return {
      kind: 'allow',
      identity,
      proof: 'cookie',
      sessionId: session.id,
      expiresAtSeconds: endsAtSeconds,
      setCookies: renewed === undefined ? undefined : [renewed],
    };
  }

  /**
   * A trip to the provider that people hardly notice: when a restart lost the refresh token, or when groups that did
   * not fit the cookie might decide otherwise under a policy that changed since.
   */
  private needsNewSignIn(live: LiveSession, isAllowed: boolean): boolean {
    const { groupsChosenFor, refreshAtSeconds } = live.session;
    if (!isAllowed) {
      return (
        groupsChosenFor !== undefined &&
        groupsChosenFor !== this.rules.policy.fingerprint
      );
    }
    return (
      refreshAtSeconds !== undefined &&
      live.refreshToken === undefined &&
      this.environment.now() / 1000 >= refreshAtSeconds
    );
  }

  private withoutSession(view: RequestView): Verdict | Promise<Verdict> {
    const hadSession = this.rules.cookies.all(view.cookie).length > 0;
    const code = hadSession ? 'session_ended' : 'sign_in_required';
    if (!wantsPage(view)) return { kind: 'unauthenticated', code };
    const provider = this.provider.ready;
    if (provider) return this.login(view, provider);
    return {
      kind: 'unavailable',
      reason: this.provider.readiness().reason ?? 'The provider is not known.',
    };
  }

  private login(
    view: RequestView,
    provider: ReadyProvider,
  ): Verdict | Promise<Verdict> {
    const departure = this.signIn.depart(
      this.rules,
      provider,
      view,
      view.target,
    );
    if (!(departure instanceof Promise)) return { kind: 'login', ...departure };
    return departure.then(
      found => ({ kind: 'login', ...found }),
      (error: unknown) => ({
        kind: 'unavailable',
        reason:
          error instanceof OidcError ? error.message : 'The sign-in failed.',
      }),
    );
  }

  /** Ends sockets whose session expired, was refused or no longer qualifies, and asks about those that stay. */
  private sweep(): void {
    const staying = this.sessions.closeSockets(
      session => this.isGood(session) && this.rules.policy.allows(session),
    );
    const provider = this.provider.ready;
    if (!provider) return;
    for (const live of staying) {
      if (this.refresher.isDue(live)) {
        void this.refresher.refresh(live, provider, this.rules);
      }
    }
  }

  private scheduleSweep(): void {
    const { idleSeconds, absoluteSeconds } = this.rules.lifetimes;
    const milliseconds = Math.min(
      longestSweepMilliseconds,
      Math.min(idleSeconds, absoluteSeconds) * 250,
    );
    this.cancelSweep = this.environment.schedule(() => {
      this.sweep();
      this.scheduleSweep();
    }, milliseconds);
  }

  private rulesOf(config: AuthzConfig): GateRules {
    return gateRules(config, {
      randomBytes: this.environment.randomBytes,
      usedStates: this.usedStates,
    });
  }

  private startProvider(): Provider {
    const { certificateAuthorities } = this.rules.provider;
    this.environment.trustAuthorities(certificateAuthorities);
    const provider = new Provider(
      this.rules.provider,
      this.environment,
      isReachable => {
        this.counters.isProviderReachable = isReachable;
      },
    );
    void provider.start();
    return provider;
  }
}

const identities = new WeakMap<Session, Identity>();

/** The same object for the same session, because others remember by it what they made of it. */
function identityOf(session: Session): Identity {
  const known = identities.get(session);
  if (known) return known;
  const { subject, email, groups } = session;
  const identity = { subject, email, groups };
  identities.set(session, identity);
  return identity;
}

/** A whole page may go to the provider and come back; a frame may not, because providers refuse to be framed. */
function canLeave(view: RequestView): boolean {
  return (
    wantsPage(view) &&
    (view.secFetchDest === undefined || view.secFetchDest === 'document')
  );
}
