import { randomBytes } from 'node:crypto';
import Provider, { ClientMetadata, Configuration, JWKS } from 'oidc-provider';
import { interactionPath } from './interaction';
import { MemoryStore } from './MemoryStore';
import { errorPage, signedOutPage, signOutPage } from './pages';
import { TestUser } from './TestUser';

export interface TestProviderFeatures {
  readonly clients: readonly ClientMetadata[];
  readonly users: readonly TestUser[];
  /** Puts e-mail and groups into the ID token, as Keycloak does, instead of the user info alone. */
  readonly claimsInIdToken: boolean;
  /** Asks each person for consent once. */
  readonly asksForConsent: boolean;
  readonly requiresPushedRequests: boolean;
  readonly offersDpop: boolean;
  readonly idTokenAlgorithms: readonly string[];
  readonly accessTokenSeconds: number;
  readonly refreshTokenSeconds: number;
}

const dpopNonceSecret = randomBytes(32);
const cookieKeys = [randomBytes(32).toString('hex')];

const grantEverything: Configuration['loadExistingGrant'] = async context => {
  const { client, session, params } = context.oidc;
  if (!client || !session?.accountId) return undefined;
  const { Grant } = context.oidc.provider as Provider;
  const grant = new Grant({
    clientId: client.clientId,
    accountId: session.accountId,
  });
  grant.addOIDCScope(String(params?.scope ?? ''));
  await grant.save();
  return grant;
};

/** The features as a configuration of oidc-provider. */
export function providerConfiguration(
  features: TestProviderFeatures,
  jwks: JWKS,
  store: MemoryStore,
): Configuration {
  const { users, asksForConsent } = features;
  return {
    adapter: model => store.adapter(model),
    jwks,
    cookies: { keys: cookieKeys },
    claims: {
      openid: ['sub', 'groups'],
      email: ['email', 'email_verified'],
      profile: ['name', 'preferred_username'],
    },
    conformIdTokenClaims: !features.claimsInIdToken,
    enabledJWA: {
      idTokenSigningAlgValues: [...features.idTokenAlgorithms] as NonNullable<
        Configuration['enabledJWA']
      >['idTokenSigningAlgValues'],
    },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      revocation: {
        enabled: true,
        allowedPolicy: (_context, client, token) =>
          token.clientId === client.clientId,
      },
      dPoP: {
        enabled: features.offersDpop,
        nonceSecret: dpopNonceSecret,
        requireNonce: () => features.offersDpop,
      },
      pushedAuthorizationRequests: {
        enabled: true,
        requirePushedAuthorizationRequests: features.requiresPushedRequests,
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.body = signOutPage(form);
        },
        postLogoutSuccessSource: context => {
          context.body = signedOutPage();
        },
      },
    },
    findAccount: (_context, accountId) => {
      const user = users.find(({ subject }) => subject === accountId);
      return user && { accountId, claims: () => claimsOf(user) };
    },
    interactions: { url: (_context, { uid }) => `${interactionPath}${uid}` },
    issueRefreshToken: (_context, client) =>
      client.grantTypeAllowed('refresh_token'),
    loadExistingGrant: asksForConsent ? undefined : grantEverything,
    pkce: { required: () => true },
    renderError: (context, { error, error_description: description }) => {
      context.type = 'html';
      context.body = errorPage(error, description ?? '');
    },
    rotateRefreshToken: true,
    ttl: {
      AccessToken: features.accessTokenSeconds,
      RefreshToken: features.refreshTokenSeconds,
      AuthorizationCode: 60,
      Grant: 86_400,
      IdToken: 600,
      Interaction: 600,
      Session: 86_400,
    },
    // Its own fetch refuses loopback addresses, where the tests' servers are.
    fetch: (url, options) =>
      globalThis.fetch(url, {
        ...options,
        dispatcher: undefined,
      } as RequestInit),
  };
}

function claimsOf(user: TestUser) {
  return {
    sub: user.subject,
    email: user.email,
    email_verified: user.isEmailVerified,
    name: user.name,
    preferred_username: user.subject,
    groups: [...user.groups],
  };
}
