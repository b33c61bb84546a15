import { createHash } from 'node:crypto';
import { AuthzConfig } from '../config/AuthzConfig';
import { Flows } from '../flow';
import { compilePolicy, Policy } from '../policy';
import {
  CookieScope,
  cookieScope,
  CookieSealer,
  ExpiringMap,
  Lifetimes,
  SessionCookies,
} from '../session';
import { ProviderSettings, providerSettings } from './ProviderSettings';

/** Everything that follows from one configuration, worked out once. */
export interface GateRules {
  readonly basePath: string;
  readonly publicUrl: string;
  readonly allowedOrigins: readonly string[];
  readonly logoutTokenTypeOptional: boolean;
  /** Where the provider may send people after they signed out; undefined if nothing is registered there. */
  readonly postLogoutRedirectUrl?: string;
  readonly provider: ProviderSettings;
  /** Names provider and client inside cookies, so that subjects of different providers never mix. */
  readonly providerId: string;
  readonly policy: Policy;
  readonly lifetimes: Lifetimes;
  readonly scope: CookieScope;
  readonly sealer: CookieSealer;
  readonly cookies: SessionCookies;
  readonly flows: Flows;
}

export interface GateMemory {
  readonly randomBytes: (size: number) => Buffer;
  /** Survives a change of the configuration. */
  readonly usedStates: ExpiringMap;
}

/** Throws CookieKeyError or OidcError for what no configuration that passed its checks holds. */
export function gateRules(config: AuthzConfig, memory: GateMemory): GateRules {
  const { settings, secrets } = config;
  const provider = providerSettings(config);
  const scope = cookieScope(
    settings.publicUrl,
    settings.basePath,
    settings.server.name,
  );
  const sealer = new CookieSealer({
    keys: secrets.cookieKeys,
    binding: settings.server,
    randomBytes: memory.randomBytes,
  });
  return {
    basePath: settings.basePath,
    publicUrl: settings.publicUrl,
    allowedOrigins: settings.allowedOrigins,
    logoutTokenTypeOptional: settings.oidc?.logoutTokenTypeOptional ?? true,
    postLogoutRedirectUrl: settings.oidc?.postLogoutRedirectUrl,
    provider,
    providerId: createHash('sha256')
      .update(JSON.stringify([provider.issuerUrl, provider.clientId]))
      .digest('base64url')
      .slice(0, 16),
    policy: compilePolicy(settings.policy, {
      allowUnverifiedEmails: settings.oidc?.allowUnverifiedEmails ?? false,
    }),
    lifetimes: settings.sessions,
    scope,
    sealer,
    cookies: new SessionCookies({ sealer, scope }),
    flows: new Flows({
      sealer,
      scope,
      randomBytes: memory.randomBytes,
      used: memory.usedStates,
    }),
  };
}
