import { AuthzConfig } from '../config/AuthzConfig';
import { ClientAuthenticationMethod } from './clientAuthentication';
import { OidcError } from './OidcError';

/** All that decides how this client talks to its provider. */
export interface ProviderSettings {
  readonly issuerUrl: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly clientAuthentication?: ClientAuthenticationMethod;
  readonly scopes: readonly string[];
  readonly idTokenAlgorithm?: string;
  readonly groupsClaim: string;
  readonly usePushedAuthorizationRequests: boolean;
  readonly useDpop: boolean;
  readonly allowInsecureIssuer: boolean;
  readonly certificateAuthorities?: string;
  readonly redirectUri: string;
}

/** Throws OidcError `provider_unusable` without an `oidc` section, which the configuration refuses before. */
export function providerSettings(config: AuthzConfig): ProviderSettings {
  const { oidc, publicUrl } = config.settings;
  if (!oidc) {
    throw new OidcError(
      'provider_unusable',
      'Mode oidc needs the section oidc in the configuration.',
    );
  }
  const scopes = oidc.scopes ?? ['openid', 'profile', 'email'];
  return {
    ...oidc,
    clientSecret: config.secrets.clientSecret,
    // Without `openid` there is no ID token, and nobody could sign in.
    scopes: scopes.includes('openid') ? scopes : ['openid', ...scopes],
    redirectUri: `${publicUrl}/oauth2/callback`,
  };
}
