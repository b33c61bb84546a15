import { LiveSession, LiveSessions } from '../session';
import { Counters } from '../internal/Counters';
import { Environment } from './Environment';
import { GateRules } from './GateRules';
import { renewedSession } from './newSession';
import { OidcError } from './OidcError';
import { ReadyProvider } from './ReadyProvider';
import { refreshSignIn } from './SignIn';

/** After an outage, not every request should wait for the next attempt. */
const retrySeconds = 30;

/** Asks the provider for the claims of sessions anew: one question per session at a time, however many wait for it. */
export class Refresher {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly counters: Counters,
    private readonly environment: Pick<Environment, 'now' | 'log'>,
  ) {}

  isDue(live: LiveSession): boolean {
    const now = this.environment.now() / 1000;
    return (
      live.refreshing !== undefined ||
      (live.refreshToken !== undefined &&
        live.session.refreshAtSeconds !== undefined &&
        now >= live.session.refreshAtSeconds &&
        now >= (live.retryAtSeconds ?? 0))
    );
  }

  /** Never rejects. Afterwards the session has newer claims, has ended, or, in an outage, is what it was. */
  async refresh(
    live: LiveSession,
    provider: ReadyProvider,
    rules: GateRules,
  ): Promise<void> {
    live.refreshing ??= this.ask(live, provider, rules).finally(() => {
      live.refreshing = undefined;
    });
    await live.refreshing;
  }

  private async ask(
    live: LiveSession,
    provider: ReadyProvider,
    rules: GateRules,
  ): Promise<void> {
    const { session, refreshToken, idToken } = live;
    if (refreshToken === undefined) return;
    const now = this.environment.now() / 1000;
    try {
      const signedIn = await refreshSignIn(
        provider,
        refreshToken,
        { idToken, claims: session },
        now,
      );
      live.idToken = signedIn.tokens.idToken;
      live.refreshToken = signedIn.tokens.refreshToken;
      live.session = renewedSession(rules, session, signedIn, now);
      this.counters.refreshes.renewed += 1;
      this.counters.isProviderReachable = true;
    } catch (error) {
      const code = error instanceof OidcError ? error.code : 'unknown';
      if (code === 'provider_unreachable') {
        this.counters.refreshes.unreachable += 1;
        this.counters.isProviderReachable = false;
        live.retryAtSeconds = now + retrySeconds;
        this.environment.log.warn({ code }, 'A session could not be refreshed');
      } else {
        this.counters.refreshes.ended += 1;
        this.sessions.end(session.id);
        this.environment.log.info({ code }, 'A session ended at its refresh');
      }
    }
  }
}
