import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { AddressInfo } from 'node:net';
import Provider, { ClientMetadata } from 'oidc-provider';
import { interact, interactionPath } from './interaction';
import {
  providerConfiguration,
  TestProviderFeatures,
} from './providerConfiguration';
import { signingKeys } from './signingKeys';
import { MemoryStore } from './MemoryStore';
import { TestUser, testUsers } from './TestUser';

export interface TestProviderOptions extends Partial<TestProviderFeatures> {
  /** Port to listen on; one that is free unless given. */
  readonly port?: number;
  /** Address to listen on; loopback unless given. */
  readonly address?: string;
  /** Key and certificate, PEM, to serve https with; http unless given. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** How the provider calls itself; `http://localhost:PORT`, or https, unless given. */
  readonly issuer?: string;
  /** Accepts every redirect URI of every client, for servers whose address is not known yet. */
  readonly allowsAnyRedirectUri?: boolean;
}

export interface TestProvider {
  readonly issuer: string;
  readonly port: number;
  /** How often each path was asked for, `/token` for example. */
  readonly requestCounts: ReadonlyMap<string, number>;
  /** May be changed while the provider runs. */
  readonly users: TestUser[];
  /** Signs with new keys from now on, and publishes only those. Sessions and grants stay. */
  rotateKeys(): void;
  /** Changes clients or behaviour; sessions and grants stay. */
  change(features: Partial<TestProviderFeatures>): void;
  /** Forgets every refresh and access token, as if an administrator had ended all sessions. */
  forgetTokens(): void;
  /** The `sid` that the test client got with the latest sign-in of this person. */
  sessionIdOf(subject: string): Promise<string>;
  /** Answers everything with 503 until `comeBack`. */
  goDown(): void;
  comeBack(): void;
  close(): Promise<void>;
}

export const testClient: ClientMetadata = {
  client_id: 'jupyter',
  client_secret: 'a secret of the tests only',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  redirect_uris: ['https://redirect.invalid/oauth2/callback'],
};

/**
 * Starts a real OpenID provider (oidc-provider) with known people, who sign in with one click and no password. For tests
 * and local clusters only.
 */
export async function startTestProvider(
  options: TestProviderOptions = {},
): Promise<TestProvider> {
  const store = new MemoryStore();
  const users = [...(options.users ?? testUsers)];
  const requestCounts = new Map<string, number>();
  let isDown = false;
  let features: TestProviderFeatures = {
    clients: [testClient],
    claimsInIdToken: false,
    asksForConsent: false,
    requiresPushedRequests: false,
    offersDpop: false,
    idTokenAlgorithms: ['RS256'],
    accessTokenSeconds: 3_600,
    refreshTokenSeconds: 86_400,
    ...options,
    users,
  };
  let keys = signingKeys(features.idTokenAlgorithms);

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch(() => {
      response.statusCode = 500;
      response.end();
    });
  };
  const server = options.tls
    ? createTlsServer(options.tls, listener)
    : createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.address ?? '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const issuer =
    options.issuer ?? `${options.tls ? 'https' : 'http'}://localhost:${port}`;
  let provider = build();
  let callback = provider.callback();

  function build(): Provider {
    store.setClients(features.clients);
    const made = new Provider(
      issuer,
      providerConfiguration(features, keys, store),
    );
    // Tests run behind an ingress with a name of its own.
    made.proxy = issuer.startsWith('https:') && !options.tls;
    if (options.allowsAnyRedirectUri) {
      made.Client.prototype.redirectUriAllowed = () => true;
      made.Client.prototype.postLogoutRedirectUriAllowed = () => true;
    }
    return made;
  }

  function rebuild(): void {
    provider = build();
    callback = provider.callback();
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const [path = ''] = (request.url ?? '').split('?');
    requestCounts.set(path, (requestCounts.get(path) ?? 0) + 1);
    if (isDown) {
      response.statusCode = 503;
      response.end();
    } else if (path.startsWith(interactionPath)) {
      await interact(provider, users, request, response);
    } else {
      await callback(request, response);
    }
  }

  return {
    issuer,
    port,
    requestCounts,
    users,
    rotateKeys: () => {
      keys = signingKeys(features.idTokenAlgorithms);
      rebuild();
    },
    change: changes => {
      features = { ...features, ...changes, users };
      rebuild();
    },
    forgetTokens: () => store.forget('RefreshToken', 'AccessToken'),
    sessionIdOf: async subject => {
      const found = store
        .all('Session')
        .filter(session => session.accountId === subject)
        .map(session => session.authorizations?.[testClient.client_id]?.sid)
        .filter(sid => sid !== undefined)
        .pop();
      if (found === undefined) throw new Error(`${subject} has no session.`);
      return found;
    },
    goDown: () => {
      isDown = true;
    },
    comeBack: () => {
      isDown = false;
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
