import { IncomingMessage, ServerResponse } from 'node:http';
import * as client from 'openid-client';
import { answerJson, answerPage, answerRedirect } from '../answers';
import { isOwnOrigin } from '../crosssite';
import { RequestView } from '../gate';
import { Counters } from '../internal/Counters';
import { Environment } from '../oidc/Environment';
import { GateRules } from '../oidc/GateRules';
import { ReadyProvider } from '../oidc/ReadyProvider';
import { LiveSession, LiveSessions, Session } from '../session';
import { FormError, readForm } from '../token/readForm';
import { signedOut, signOutPrompt, signOutRefused } from './signOutPages';
import { isSignOutProof, sealSignOutProof } from './SignOutProof';

/** Signs a person out: here at once and for good, then at the provider. */
export class SignOut {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly counters: Counters,
    private readonly environment: Pick<Environment, 'now' | 'log'>,
  ) {}

  /** Asks first, so that no link or image can do it. */
  ask(
    rules: GateRules,
    provider: ReadyProvider | undefined,
    view: RequestView,
    response: ServerResponse,
  ): void {
    const session = this.goodSessions(rules, view)[0];
    if (!session) {
      answerPage(response, signedOut(rules.basePath), {
        setCookies: [rules.cookies.clear()],
      });
      return;
    }
    const proof = sealSignOutProof(
      rules.sealer,
      session.id,
      this.environment.now() / 1000,
    );
    const next = [
      provider?.metadata.end_session_endpoint,
      rules.postLogoutRedirectUrl,
    ].flatMap(url => (url === undefined ? [] : [new URL(url).origin]));
    answerPage(
      response,
      signOutPrompt(
        rules.basePath,
        proof,
        session.email ?? session.subject,
        next,
      ),
    );
  }

  /** Needs the form of `ask`, sent from this server's own origin. */
  async carryOut(
    rules: GateRules,
    provider: ReadyProvider | undefined,
    view: RequestView,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    let proof: string;
    try {
      const proofs = (await readForm(request)).getAll('proof');
      proof = proofs.length === 1 ? proofs[0] ?? '' : '';
    } catch (error) {
      if (error instanceof FormError) {
        answerJson(response, error, { isLast: true });
      } else {
        response.destroy();
      }
      return;
    }
    const ids = rules.cookies.all(view.cookie).map(({ id }) => id);
    const now = this.environment.now() / 1000;
    if (
      !isFromOwnPage(view, rules) ||
      !isSignOutProof(rules.sealer, proof, ids, now)
    ) {
      answerPage(response, signOutRefused(rules.basePath));
      return;
    }
    this.counters.logouts.sign_out += 1;
    const live = ids.map(id => this.sessions.get(id)).find(found => found);
    for (const session of rules.cookies.all(view.cookie)) {
      this.endWithSiblings(session);
    }
    const setCookies = [rules.cookies.clear()];
    const onward = provider && endSessionUrl(rules, provider, live);
    if (provider && live?.refreshToken !== undefined) {
      this.revokeTokens(provider, live.refreshToken);
    }
    if (onward) {
      answerRedirect(response, onward, { status: 303, setCookies });
    } else {
      answerPage(response, signedOut(rules.basePath), { setCookies });
    }
  }

  /** Other sessions that came from the same session of the provider are of the same browser. */
  private endWithSiblings({ id, providerSessionId }: Session): void {
    this.sessions.end(id);
    if (providerSessionId === undefined) return;
    this.sessions.revocations.revokeProviderSession(
      providerSessionId,
      this.environment.now(),
    );
    this.sessions.endWhere(
      other => other.providerSessionId === providerSessionId,
    );
  }

  private goodSessions(rules: GateRules, view: RequestView) {
    return rules.cookies
      .all(view.cookie)
      .filter(session => this.sessions.isGood(session));
  }

  /** As good as it goes: the session here is dead whatever the provider answers. */
  private revokeTokens(provider: ReadyProvider, refreshToken: string): void {
    if (provider.metadata.revocation_endpoint === undefined) return;
    client
      .tokenRevocation(provider.configuration(), refreshToken, {
        token_type_hint: 'refresh_token',
      })
      .catch(() => {
        this.environment.log.warn({}, 'A refresh token could not be revoked');
      });
  }
}

/** Browsers say where a form comes from; who says nothing is no browser with a form. */
function isFromOwnPage(view: RequestView, rules: GateRules): boolean {
  return view.origin !== undefined
    ? isOwnOrigin(view.origin, view, { ...rules, allowedOrigins: [] })
    : view.secFetchSite === 'same-origin';
}

/** OpenID Connect RP-Initiated Logout 1.0 §2: the ID token if it is still known, else the client's name. */
function endSessionUrl(
  rules: GateRules,
  provider: ReadyProvider,
  live: LiveSession | undefined,
): string | undefined {
  if (provider.metadata.end_session_endpoint === undefined) return undefined;
  const { postLogoutRedirectUrl } = rules;
  return client.buildEndSessionUrl(provider.configuration(), {
    ...(live?.idToken === undefined ? {} : { id_token_hint: live.idToken }),
    ...(postLogoutRedirectUrl === undefined
      ? {}
      : { post_logout_redirect_uri: postLogoutRedirectUrl }),
  }).href;
}
