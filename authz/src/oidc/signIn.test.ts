import {
  startTestProvider,
  TestProvider,
  Visitor,
} from '@amalthea/dev/src/identity';
import { generateKeyPairSync } from 'node:crypto';
import {
  GuardedServer,
  GuardedServerOptions,
} from '../../testing/GuardedServer';

jest.setTimeout(30_000);

const redirectUri = 'https://redirect.invalid/oauth2/callback';
const keyPair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

describe('signing in at a real provider', () => {
  let provider: TestProvider;
  const servers: GuardedServer[] = [];

  const start = async (options: Partial<GuardedServerOptions> = {}) => {
    const server = await GuardedServer.start({
      issuer: provider.issuer,
      ...options,
    });
    servers.push(server);
    await server.ready();
    return server;
  };

  beforeAll(async () => {
    provider = await startTestProvider({
      allowsAnyRedirectUri: true,
      offersDpop: true,
      clients: [
        client('jupyter', 'client_secret_basic'),
        client('post', 'client_secret_post'),
        client('public', 'none'),
        {
          ...client('key', 'private_key_jwt'),
          jwks: { keys: [{ ...keyPair.publicKey.export({ format: 'jwk' }) }] },
          token_endpoint_auth_signing_alg: 'ES256',
        },
      ],
    });
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map(server => server.close()));
  });
  afterAll(() => provider.close());

  it('leads a person to the page they asked for, with identity headers for the server', async () => {
    const server = await start();
    const visit = await new Visitor().signIn(
      `${server.url}/lab?reset=1`,
      'ada',
    );
    expect(visit.status).toBe(200);
    expect(visit.url.href).toBe(`${server.url}/lab?reset=1`);
    expect(JSON.parse(visit.text)).toMatchObject({ url: '/lab?reset=1' });
  });

  it('asks the provider with state, nonce and PKCE, and for the configured address', async () => {
    const server = await start({ basePath: '/a/b' });
    const first = await new Visitor().open(`${server.url}/lab`, {
      follows: false,
      headers: { host: new URL(server.url).host },
    });
    expect(first.status).toBe(302);
    expect(first.headers.get('cache-control')).toContain('no-store');
    const asked = new URL(first.headers.get('location') ?? '').searchParams;
    expect(asked.get('response_type')).toBe('code');
    expect(asked.get('redirect_uri')).toBe(`${server.url}/oauth2/callback`);
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(asked.get('state')).toMatch(/^[\w-]{32}$/);
    expect(asked.get('nonce')).toMatch(/^[\w-]{32}$/);
    expect(asked.get('scope')).toBe('openid profile email');
  });

  it.each<[string, Partial<GuardedServerOptions>]>([
    ['client_secret_basic', {}],
    [
      'client_secret_post',
      {
        oidc: { clientId: 'post', clientAuthentication: 'client_secret_post' },
      },
    ],
    [
      'no secret, as a public client',
      { oidc: { clientId: 'public' }, clientSecret: undefined },
    ],
    [
      'private_key_jwt with a PEM key',
      {
        oidc: { clientId: 'key', clientAuthentication: 'private_key_jwt' },
        clientSecret: keyPair.privateKey
          .export({ type: 'pkcs8', format: 'pem' })
          .toString(),
      },
    ],
    [
      'private_key_jwt with a JWK',
      {
        oidc: { clientId: 'key', clientAuthentication: 'private_key_jwt' },
        clientSecret: JSON.stringify(
          keyPair.privateKey.export({ format: 'jwk' }),
        ),
      },
    ],
    [
      'a pushed authorization request',
      { oidc: { usePushedAuthorizationRequests: true } },
    ],
    ['DPoP', { oidc: { useDpop: true } }],
    [
      'a pushed authorization request and DPoP',
      { oidc: { useDpop: true, usePushedAuthorizationRequests: true } },
    ],
  ])('works with %s', async (_, options) => {
    const server = await start(options);
    const visit = await new Visitor().signIn(`${server.url}/lab`, 'ada');
    expect(server.log.filter(line => !line.includes('found'))).toEqual([]);
    expect(visit.status).toBe(200);
  });

  it('pushes the request when that is wanted, and shows the browser no more than its name', async () => {
    const server = await start({
      oidc: { usePushedAuthorizationRequests: true },
    });
    const visit = await new Visitor().open(server.url, { follows: false });
    const asked = new URL(visit.headers.get('location') ?? '').searchParams;
    expect([...asked.keys()].sort()).toEqual(['client_id', 'request_uri']);
  });

  it('refuses a wrong client secret with a page that tells no secret', async () => {
    const server = await start({ clientSecret: 'wrong-secret-of-the-test' });
    const visit = await new Visitor().signIn(server.url, 'ada');
    expect(visit.status).toBe(502);
    expect(visit.text).toContain('invalid_client');
    expect(visit.text).not.toContain('wrong-secret');
    expect(server.log.join()).not.toContain('wrong-secret');
    expect(server.echo.received).toEqual([]);
  });

  it('tells a person who pressed Cancel so, escapes what the provider says, and offers a way on', async () => {
    const server = await start();
    const visitor = new Visitor();
    const visit = await visitor.answer(await visitor.open(server.url), {
      cancel: '1',
    });
    expect(visit.status).toBe(403);
    expect(visit.text).toContain('You were not signed in');
    expect(visit.text).not.toContain('<Cancel>');
    expect(visit.text).toContain('/oauth2/start?prompt=login');
  });

  it('asks for another account although the provider knows this one', async () => {
    const server = await start({
      settings: { policy: { subjects: ['ada', 'charles'] } },
    });
    const visitor = new Visitor();
    await visitor.signIn(server.url, 'ada');
    const other = await visitor.open(`${server.url}/oauth2/start?prompt=login`);
    expect(other.text).toContain('Test provider: sign in');
    await visitor.answer(other, { login: 'charles' });
    const who = await visitor.ask(`${server.url}/oauth2/userinfo`);
    expect(JSON.parse(who.text)).toMatchObject({ user: 'charles' });
  });

  it('shows somebody who may not pass who they are, and never sends them round in circles', async () => {
    const server = await start();
    const visitor = new Visitor();
    const visit = await visitor.signIn(`${server.url}/lab`, 'mallory');
    expect(visit.status).toBe(403);
    expect(visit.text).toContain('mallory');
    const asked = provider.requestCounts.get('/auth');
    const again = await visitor.open(`${server.url}/lab`);
    expect(again.status).toBe(403);
    expect(again.trail).toHaveLength(1);
    expect(provider.requestCounts.get('/auth')).toBe(asked);
    expect((await visitor.ask(`${server.url}/api/contents`)).status).toBe(403);
    expect(server.echo.received).toEqual([]);
  });

  it.each([
    ['e-mail', { emails: ['ada@example.org'] }],
    ['group', { groups: ['/staff/research'] }],
    ['subject', { subjects: ['ada'] }],
    [
      'all three',
      { subjects: ['ada'], emails: ['ada@example.org'], groups: ['physics'] },
    ],
  ])('decides by %s from ID token and user info', async (_, policy) => {
    const server = await start({ settings: { policy } });
    const ada = await new Visitor().signIn(server.url, 'ada');
    expect(ada.status).toBe(200);
    const mallory = await new Visitor().signIn(server.url, 'mallory');
    expect(mallory.status).toBe(403);
  });

  it('refuses an address that the provider has not verified', async () => {
    const server = await start({
      settings: { policy: { emails: ['ada@example.org'] } },
    });
    const visit = await new Visitor().signIn(server.url, 'unverified');
    expect(visit.status).toBe(403);
    const lenient = await start({
      settings: { policy: { emails: ['ada@example.org'] } },
      oidc: { allowUnverifiedEmails: true },
    });
    const accepted = await new Visitor().signIn(lenient.url, 'unverified');
    expect(accepted.status).toBe(200);
  });

  it('never redirects scripts and WebSockets, and leaves them no cookie', async () => {
    const server = await start();
    const visitor = new Visitor();
    const script = await visitor.ask(`${server.url}/api/contents`);
    expect(script.status).toBe(401);
    expect(JSON.parse(script.text)).toMatchObject({ code: 'sign_in_required' });
    const asset = await visitor.ask(`${server.url}/static/a.js`, {
      headers: { 'sec-fetch-mode': 'no-cors', accept: '*/*' },
    });
    expect(asset.status).toBe(401);
    expect(visitor.jar.size).toBe(0);
    const signedIn = await visitor.signIn(server.url, 'ada');
    expect(signedIn.status).toBe(200);
  });
});

function client(id: string, method: string) {
  return {
    client_id: id,
    client_secret:
      method === 'none' || method === 'private_key_jwt'
        ? undefined
        : 'a secret of the tests only',
    redirect_uris: [redirectUri],
    response_types: ['code' as const],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: method as 'none',
  };
}
