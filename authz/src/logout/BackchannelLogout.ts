import { IncomingMessage, ServerResponse } from 'node:http';
import { answerData, answerEmpty } from '../answers';
import { Counters } from '../internal/Counters';
import { Environment } from '../oidc/Environment';
import { GateRules } from '../oidc/GateRules';
import { ReadyProvider } from '../oidc/ReadyProvider';
import { ExpiringMap, LiveSessions, Session } from '../session';
import { FormError, readForm } from '../token/readForm';
import { checkLogoutToken, LogoutOrder } from './logoutToken';

const mostTokens = 10_000;

/** Ends sessions when the provider says so, server to server (OpenID Connect Back-Channel Logout 1.0). */
export class BackchannelLogout {
  private readonly seen = new ExpiringMap(mostTokens);

  constructor(
    private readonly sessions: LiveSessions,
    private readonly counters: Counters,
    private readonly environment: Pick<Environment, 'now' | 'log'>,
  ) {}

  async receive(
    rules: GateRules,
    provider: ReadyProvider,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    let tokens: readonly string[];
    try {
      tokens = (await readForm(request)).getAll('logout_token');
    } catch (error) {
      if (!(error instanceof FormError)) {
        response.destroy();
        return;
      }
      this.refuse(response, error.message, error.status);
      return;
    }
    const [token] = tokens;
    if (token === undefined || tokens.length !== 1) {
      this.refuse(response, 'Send one logout_token.');
      return;
    }
    const result = await checkLogoutToken(token, {
      provider,
      isTypeOptional: rules.logoutTokenTypeOptional,
      seen: this.seen,
      nowMilliseconds: this.environment.now(),
    });
    if (!result.ok) {
      this.refuse(response, `The logout token is refused: ${result.problem}.`);
      return;
    }
    this.counters.logouts.backchannel += 1;
    this.carryOut(result.order);
    answerEmpty(response, 200);
  }

  /** One session of the provider if it names one, else all of the person. */
  private carryOut({ subject, providerSessionId }: LogoutOrder): void {
    const { revocations } = this.sessions;
    const now = this.environment.now();
    if (providerSessionId !== undefined) {
      revocations.revokeProviderSession(providerSessionId, now);
      // The provider may name its session here and not have named it at sign-in.
      if (subject !== undefined) {
        revocations.revokeSubjectWithoutProviderSession(subject, now);
      }
    } else if (subject !== undefined) {
      revocations.revokeSubject(subject, now);
    }
    const ended = this.sessions.endWhere((session: Session) =>
      revocations.isRevoked(session, now),
    );
    this.environment.log.info({ ended }, 'The provider ended sessions');
  }

  private refuse(
    response: ServerResponse,
    description: string,
    status = 400,
  ): void {
    this.counters.logouts.backchannel_refused += 1;
    this.environment.log.warn({ status }, description);
    answerData(
      response,
      status,
      { error: 'invalid_request', error_description: description },
      { isLast: true },
    );
  }
}
