import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SigningKey, signingKey, signToken } from './signToken';

export type Claims = Record<string, unknown>;

/** What the provider does wrong. Each part gets the right thing and returns what is sent. */
export interface Fault {
  readonly metadata?: (metadata: Claims) => Claims;
  readonly keys?: (keys: readonly object[]) => readonly object[];
  /** The parameters of the redirect back. */
  readonly callback?: (parameters: URLSearchParams) => URLSearchParams;
  readonly header?: (header: Claims) => Claims;
  readonly claims?: (claims: Claims) => Claims;
  /** Makes the whole ID token. */
  readonly idToken?: (
    header: Claims,
    claims: Claims,
    provider: MisbehavingProvider,
  ) => string | undefined;
  readonly tokenAnswer?: (answer: Claims) => unknown;
  readonly userInfo?: (claims: Claims) => unknown;
  /** Answers itself instead; `path` is `/token`, `/userinfo` or `/jwks`. */
  readonly answer?: (path: string, response: ServerResponse) => boolean;
}

/** A provider that does everything right but the one thing it is told to do wrong. Signs everybody in as Ada at once. */
export class MisbehavingProvider {
  issuer = '';
  fault: Fault = {};
  keys: SigningKey[] = [signingKey('first')];
  readonly requestCounts = new Map<string, number>();
  private readonly nonces = new Map<string, string>();
  private codes = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<MisbehavingProvider> {
    const server = createServer();
    const provider = new MisbehavingProvider(server);
    server.on('request', (request, response) => {
      provider.serve(request, response).catch(() => response.destroy());
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    provider.issuer = `http://localhost:${port}`;
    return provider;
  }

  async close(): Promise<void> {
    const closed = new Promise(resolve => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  /** The key that signs: the newest. */
  get key(): SigningKey {
    const key = this.keys.at(-1);
    if (!key) throw new Error('There is no key.');
    return key;
  }

  private async serve(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const url = new URL(request.url ?? '', this.issuer);
    const path = url.pathname;
    this.requestCounts.set(path, (this.requestCounts.get(path) ?? 0) + 1);
    if (this.fault.answer?.(path, response)) return;
    switch (path) {
      case '/.well-known/openid-configuration':
        json(response, this.metadata());
        return;
      case '/jwks': {
        const keys = this.keys.map(({ publicJwk }) => publicJwk);
        json(response, { keys: this.fault.keys?.(keys) ?? keys });
        return;
      }
      case '/authorize':
        this.authorize(url, response);
        return;
      case '/token':
        json(response, this.token(new URLSearchParams(await text(request))));
        return;
      case '/userinfo': {
        const claims = { sub: 'ada', name: 'Ada' };
        json(response, this.fault.userInfo?.(claims) ?? claims);
        return;
      }
      default:
        response.writeHead(404).end();
    }
  }

  private metadata(): Claims {
    const { issuer } = this;
    const metadata: Claims = {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
      authorization_response_iss_parameter_supported: true,
      code_challenge_methods_supported: ['S256'],
    };
    return this.fault.metadata?.(metadata) ?? metadata;
  }

  private authorize({ searchParams }: URL, response: ServerResponse): void {
    this.codes += 1;
    const code = `code-${this.codes}`;
    this.nonces.set(code, searchParams.get('nonce') ?? '');
    const parameters = new URLSearchParams({
      code,
      state: searchParams.get('state') ?? '',
      iss: this.issuer,
    });
    const sent = this.fault.callback?.(parameters) ?? parameters;
    response
      .writeHead(302, {
        location: `${searchParams.get('redirect_uri')}?${sent}`,
      })
      .end();
  }

  private token(form: URLSearchParams): unknown {
    const now = Math.floor(Date.now() / 1000);
    const right = {
      iss: this.issuer,
      sub: 'ada',
      aud: 'jupyter',
      iat: now,
      exp: now + 300,
      nonce: this.nonces.get(form.get('code') ?? ''),
    };
    const { fault, key } = this;
    const claims = fault.claims?.(right) ?? right;
    const rightHeader = { alg: key.algorithm, kid: key.id, typ: 'JWT' };
    const header = fault.header?.(rightHeader) ?? rightHeader;
    const answer = {
      access_token: 'an access token',
      token_type: 'Bearer',
      expires_in: 300,
      id_token: fault.idToken
        ? fault.idToken(header, claims, this)
        : signToken(header, claims, key),
    };
    return fault.tokenAnswer?.(answer) ?? answer;
  }
}

function json(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
}
