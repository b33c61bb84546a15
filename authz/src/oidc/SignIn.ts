import { createHash } from 'node:crypto';
import * as client from 'openid-client';
import { hasAllClaims, Claims, RawClaims, readClaims } from '../policy';
import { idTokenProblem } from './idTokenRules';
import { OidcError } from './OidcError';
import { ReadyProvider } from './ReadyProvider';
import { signInError } from './signInError';

/** What ties an answer of the provider to the request it answers. */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** What a sign-in or a refresh brought. */
export interface SignedIn {
  readonly claims: Claims;
  /** The provider's own session, `sid`. */
  readonly providerSessionId?: string;
  readonly tokens: Tokens;
}

/** Never leave the memory of this process. */
export interface Tokens {
  readonly idToken?: string;
  readonly refreshToken?: string;
  /** How long the access token is good, in seconds; undefined if the provider does not say. */
  readonly expiresInSeconds?: number;
}

/** Where to send the browser. A promise only if the request has to be pushed to the provider first. */
export function authorizationUrl(
  provider: ReadyProvider,
  secrets: SignInSecrets,
  prompt?: string,
): URL | Promise<URL> {
  const { settings, metadata } = provider;
  const parameters: Record<string, string> = {
    redirect_uri: settings.redirectUri,
    scope: settings.scopes.join(' '),
    state: secrets.state,
    nonce: secrets.nonce,
    // RFC 7636 §4.2
    code_challenge: createHash('sha256')
      .update(secrets.codeVerifier)
      .digest('base64url'),
    code_challenge_method: 'S256',
    ...(prompt === undefined ? {} : { prompt }),
    // OpenID Connect Core 1.0 §11: offline access needs consent.
    ...(settings.scopes.includes('offline_access')
      ? { prompt: 'consent' }
      : {}),
  };
  const configuration = provider.configuration();
  const isPushed =
    metadata.pushed_authorization_request_endpoint !== undefined &&
    (settings.usePushedAuthorizationRequests ||
      metadata.require_pushed_authorization_requests === true);
  if (!isPushed) return client.buildAuthorizationUrl(configuration, parameters);
  return client
    .buildAuthorizationUrlWithPAR(configuration, parameters, {
      DPoP: provider.dpop,
    })
    .catch(error => {
      throw signInError(error);
    });
}

/**
 * Exchanges the callback's code and checks all that came back.
 * Throws OidcError: `sign_in_refused` if the provider said no, else what is wrong with the answer.
 */
export async function completeSignIn(
  provider: ReadyProvider,
  callbackQuery: string,
  secrets: SignInSecrets,
  nowSeconds: number,
): Promise<SignedIn> {
  const configuration = provider.configuration();
  // The registered address, never that of the request: its host is for the client to choose.
  const callback = new URL(provider.settings.redirectUri);
  callback.search = callbackQuery;
  try {
    const answer = await client.authorizationCodeGrant(
      configuration,
      callback,
      {
        pkceCodeVerifier: secrets.codeVerifier,
        expectedState: secrets.state,
        expectedNonce: secrets.nonce,
        idTokenExpected: true,
      },
      undefined,
      { DPoP: provider.dpop },
    );
    return await signedIn(provider, configuration, answer, nowSeconds);
  } catch (error) {
    throw signInError(error);
  }
}

/**
 * Asks for the claims of a session anew.
 * Throws OidcError `session_ended` if the provider ended it or answers for somebody else, and `provider_unreachable`
 * if nothing is known.
 */
export async function refreshSignIn(
  provider: ReadyProvider,
  refreshToken: string,
  previous: { readonly idToken?: string; readonly claims: Claims },
  nowSeconds: number,
): Promise<SignedIn> {
  const configuration = provider.configuration();
  try {
    const answer = await client.refreshTokenGrant(
      configuration,
      refreshToken,
      undefined,
      { DPoP: provider.dpop },
    );
    const result = await signedIn(
      provider,
      configuration,
      answer,
      nowSeconds,
      previous.claims,
    );
    return {
      ...result,
      tokens: {
        idToken: result.tokens.idToken ?? previous.idToken,
        refreshToken: result.tokens.refreshToken ?? refreshToken,
        expiresInSeconds: result.tokens.expiresInSeconds,
      },
    };
  } catch (error) {
    const known = signInError(error);
    throw known.code === 'provider_unreachable'
      ? known
      : new OidcError('session_ended', known.message, { cause: known });
  }
}

async function signedIn(
  provider: ReadyProvider,
  configuration: client.Configuration,
  answer: Awaited<ReturnType<typeof client.authorizationCodeGrant>>,
  nowSeconds: number,
  previous?: Claims,
): Promise<SignedIn> {
  const { settings, metadata, algorithm } = provider;
  const claims: RawClaims | undefined = answer.claims();
  if (claims) {
    const problem = idTokenProblem({
      claims,
      clientId: settings.clientId,
      algorithm,
      accessToken: answer.access_token,
      nowSeconds,
    });
    if (problem) {
      throw new OidcError(
        'id_token_invalid',
        `The provider's ID token is not acceptable: ${problem}.`,
      );
    }
  }
  const subject = claims ? claims.sub : previous?.subject;
  if (
    typeof subject !== 'string' ||
    (previous && previous.subject !== subject)
  ) {
    throw new OidcError(
      'id_token_invalid',
      'The provider answered for another person than before.',
    );
  }
  const userInfo: RawClaims | undefined =
    metadata.userinfo_endpoint !== undefined &&
    !(claims && hasAllClaims(claims, settings.groupsClaim))
      ? await client.fetchUserInfo(
          configuration,
          answer.access_token,
          subject,
          { DPoP: provider.dpop },
        )
      : undefined;
  const sid = claims?.sid;
  return {
    claims:
      !claims && !userInfo && previous
        ? previous
        : readClaims(subject, claims ?? {}, userInfo, settings.groupsClaim),
    providerSessionId: typeof sid === 'string' && sid !== '' ? sid : undefined,
    tokens: {
      idToken: answer.id_token,
      refreshToken: answer.refresh_token,
      expiresInSeconds: answer.expires_in,
    },
  };
}
