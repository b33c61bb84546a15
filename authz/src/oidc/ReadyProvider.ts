import * as client from 'openid-client';
import { boundedFetch, Fetch } from './boundedFetch';
import {
  clientAuthentication,
  clientAuthenticationMethod,
} from './clientAuthentication';
import { Environment } from './Environment';
import { idTokenAlgorithm } from './idTokenAlgorithm';
import { allowsPlainHttp, requireSafeIssuer } from './issuerRules';
import { keyIdOfIdToken } from './keyIdOfIdToken';
import { OidcError } from './OidcError';
import { ProviderAnswer } from './ProviderAnswer';
import { ProviderKeys } from './ProviderKeys';
import { ProviderRequest } from './providerRequest';
import { ProviderSettings } from './ProviderSettings';

const timeoutSeconds = 5;
const clockToleranceSeconds = 30;

interface ReadyProviderParts {
  readonly settings: ProviderSettings;
  readonly metadata: client.ServerMetadata;
  readonly algorithm: string;
  readonly authentication: client.ClientAuth;
  readonly keys: ProviderKeys;
  readonly fetch: Fetch;
  readonly dpopKeys?: client.CryptoKeyPair;
}

/** A provider whose metadata and keys are known. */
export class ReadyProvider {
  readonly settings: ProviderSettings;
  readonly metadata: client.ServerMetadata;
  /** The one signature algorithm of ID and logout tokens. */
  readonly algorithm: string;
  readonly keys: ProviderKeys;
  /** Binds tokens to this process; undefined unless wanted and offered. */
  readonly dpop?: client.DPoPHandle;

  private constructor(private readonly parts: ReadyProviderParts) {
    this.settings = parts.settings;
    this.metadata = parts.metadata;
    this.algorithm = parts.algorithm;
    this.keys = parts.keys;
    this.dpop =
      parts.dpopKeys &&
      client.getDPoPHandle(this.configuration(), parts.dpopKeys);
  }

  /**
   * Reads the provider's metadata and keys.
   * Throws OidcError: `issuer_insecure`, `provider_unreachable`, `provider_unusable` or `client_key_invalid`.
   */
  static async discover(
    settings: ProviderSettings,
    environment: Pick<Environment, 'send' | 'now'>,
  ): Promise<ReadyProvider> {
    requireSafeIssuer(settings.issuerUrl, settings.allowInsecureIssuer);
    const fetch = boundedFetch(environment.send);
    const metadata = await readMetadata(settings, fetch);
    const algorithm = idTokenAlgorithm(
      settings.idTokenAlgorithm,
      metadata.id_token_signing_alg_values_supported,
    );
    const method = clientAuthenticationMethod(
      settings.clientAuthentication,
      settings.clientSecret,
      metadata.token_endpoint_auth_methods_supported,
    );
    const keys = new ProviderKeys({
      jwksUri: requireEndpoint(metadata, 'jwks_uri'),
      fetch,
      now: environment.now,
    });
    await keys.covering(undefined);
    return new ReadyProvider({
      settings,
      metadata,
      algorithm,
      authentication: await clientAuthentication(
        method,
        settings.clientSecret,
        metadata.token_endpoint_auth_signing_alg_values_supported,
      ),
      keys,
      fetch,
      dpopKeys: await dpopKeys(settings, metadata),
    });
  }

  /**
   * The library's view of the provider. It is made anew for each exchange, because the library keeps keys per object
   * and by its own rules, which let a sign-in fail for a minute after a rotation: here it gets them from `keys`.
   */
  configuration(): client.Configuration {
    const { settings, metadata, algorithm, authentication } = this.parts;
    const configuration = new client.Configuration(
      metadata,
      settings.clientId,
      {
        [client.clockTolerance]: clockToleranceSeconds,
        id_token_signed_response_alg: algorithm,
      },
      authentication,
    );
    configuration.timeout = timeoutSeconds;
    configuration[client.customFetch] = forLibrary((url, request) =>
      this.fetch(url, request),
    );
    client.enableNonRepudiationChecks(configuration);
    if (allowsPlainHttp(settings.issuerUrl, settings.allowInsecureIssuer)) {
      client.allowInsecureRequests(configuration);
    }
    return configuration;
  }

  private async fetch(
    url: string,
    request: ProviderRequest,
  ): Promise<ProviderAnswer> {
    const { metadata, keys, fetch } = this.parts;
    if (url === metadata.jwks_uri)
      return ProviderAnswer.json(await keys.current());
    const response = await fetch(url, request);
    if (url === metadata.token_endpoint && response.status === 200) {
      await keys.covering(await keyIdOfIdToken(response.clone()));
    }
    return response;
  }
}

/** Our answers have all of `Response` that the library touches, and tell it so by their tag. */
function forLibrary(fetch: Fetch): client.CustomFetch {
  return async (url, request) =>
    (await fetch(url, request)) as unknown as Response;
}

async function readMetadata(
  settings: ProviderSettings,
  fetch: Fetch,
): Promise<client.ServerMetadata> {
  const { issuerUrl, allowInsecureIssuer } = settings;
  const plainHttp = allowsPlainHttp(issuerUrl, allowInsecureIssuer);
  let metadata: client.ServerMetadata;
  try {
    const found = await client.discovery(
      new URL(issuerUrl),
      settings.clientId,
      undefined,
      client.None(),
      {
        timeout: timeoutSeconds,
        [client.customFetch]: forLibrary(fetch),
        execute: plainHttp ? [client.allowInsecureRequests] : [],
      },
    );
    metadata = found.serverMetadata();
  } catch (cause) {
    throw new OidcError(
      'provider_unreachable',
      `The provider's metadata could not be read from ${issuerUrl}/.well-known/openid-configuration: ${reasonOf(
        cause,
      )}.`,
      { cause },
    );
  }
  // The library knows providers that call themselves otherwise; here the issuer means one set of people.
  if (new URL(metadata.issuer).href !== new URL(issuerUrl).href) {
    throw new OidcError(
      'provider_unusable',
      `The provider calls itself ${metadata.issuer}: set oidc.issuerUrl to exactly that.`,
    );
  }
  requireEndpoint(metadata, 'authorization_endpoint');
  requireEndpoint(metadata, 'token_endpoint');
  return metadata;
}

function requireEndpoint(
  metadata: client.ServerMetadata,
  name: 'authorization_endpoint' | 'token_endpoint' | 'jwks_uri',
): string {
  const url = metadata[name];
  if (url !== undefined && URL.canParse(url)) return url;
  throw new OidcError(
    'provider_unusable',
    `The provider's metadata has no ${name}, which the code flow needs.`,
  );
}

async function dpopKeys(
  settings: ProviderSettings,
  metadata: client.ServerMetadata,
): Promise<client.CryptoKeyPair | undefined> {
  if (!settings.useDpop) return undefined;
  const algorithm = ['ES256', 'EdDSA', 'Ed25519', 'PS256', 'RS256'].find(name =>
    metadata.dpop_signing_alg_values_supported?.includes(name),
  );
  return algorithm ? client.randomDPoPKeyPair(algorithm) : undefined;
}

/** What the library or the network says, without addresses of ours or secrets. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  // What `boundedFetch` throws arrives wrapped, and says more than the library.
  if (cause instanceof OidcError) return cause.message.replace(/\.$/, '');
  const code =
    cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return `${error.message}${code}`;
}
