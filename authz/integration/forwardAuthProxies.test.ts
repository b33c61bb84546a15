import { Visitor } from '@amalthea/dev/src/identity';
import { freePort } from '@amalthea/dev/src/host/freePort';
import { standardErrorProgress } from '@amalthea/dev/src/host/progress';
import { ensurePrograms } from '@amalthea/dev/src/packages/debianPackages';
import { rawExchange } from '../src/testing/rawExchange';
import { EchoServer } from '../testing/EchoServer';
import { GuardedServer } from '../testing/GuardedServer';
import { openWebSocket } from '../testing/openWebSocket';
import { Scene } from '../testing/Scene';
import { envoyProgram, isEnvoyAvailable } from './envoyProgram';
import { Front, FrontProgram } from './Front';
import { caddyFront, envoyFront, nginxFront } from './frontConfigs';

jest.setTimeout(60_000);

const fronts: readonly {
  readonly name: string;
  readonly program: () => Promise<FrontProgram>;
  /** What a person without a session sees first. */
  readonly signInAt: string;
}[] = [
  {
    name: 'nginx auth_request',
    signInAt: '/oauth2/start',
    program: async () => {
      await ensure('nginx', 'nginx-light');
      return {
        command: '/usr/sbin/nginx',
        configName: 'nginx.conf',
        config: nginxFront,
        words: file => ['-e', 'stderr', '-c', file],
      };
    },
  },
  {
    name: 'Caddy forward_auth',
    signInAt: '/auth',
    program: async () => {
      await ensure('caddy', 'caddy');
      return {
        command: 'caddy',
        configName: 'Caddyfile',
        config: caddyFront,
        words: file => ['run', '--config', file, '--adapter', 'caddyfile'],
      };
    },
  },
  ...(isEnvoyAvailable
    ? [
        {
          name: 'Envoy ext_authz',
          signInAt: '/auth',
          program: async () => ({
            command: await envoyProgram(),
            configName: 'envoy.json',
            config: envoyFront,
            words: (file: string) => [
              ...['-c', file, '--concurrency', '1', '--disable-hot-restart'],
              ...['--log-level', 'error'],
            ],
          }),
        },
      ]
    : []),
];

function ensure(program: string, debianPackage: string): Promise<void> {
  return ensurePrograms([{ program, debianPackage }], {
    environment: process.env,
    progress: standardErrorProgress,
  });
}

describe.each(fronts)('behind $name', ({ program, signInAt }) => {
  let scene: Scene;
  let authz: GuardedServer;
  let server: EchoServer;
  let front: Front;
  let url: string;
  let ada: Visitor;
  let cookie: string;

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    scene = await Scene.start();
    server = new EchoServer();
    const serverPort = await server.start();
    authz = await scene.server({
      publicOrigin: url,
      settings: { trustedProxies: ['127.0.0.1'] },
    });
    front = await Front.start(await program(), {
      port,
      authzPort: authz.port,
      serverPort,
    });
    ada = new Visitor();
    await ada.signIn(`${url}/lab`, 'ada');
    cookie = ada.jar.headersFor(new URL(url)).cookie ?? '';
  });
  beforeEach(async () => {
    const alive = await ada.ask(`${url}/alive`);
    if (alive.status !== 200) throw new Error(`It answers ${alive.status}.`);
    server.received.splice(0);
  });
  afterAll(async () => {
    await front?.close();
    await server?.close();
    await scene?.close();
  });

  it('a person signs in and comes to the page they asked for', async () => {
    const visitor = new Visitor();
    const first = await visitor.open(`${url}/lab?a=1`, { follows: false });
    expect(first.status).toBe(302);
    expect(new URL(first.headers.get('location') ?? '', url).pathname).toBe(
      signInAt,
    );
    const visit = await visitor.signIn(`${url}/lab?a=1`, 'ada');
    expect([visit.status, visit.url.href]).toEqual([200, `${url}/lab?a=1`]);
  });

  it('the server hears who it is from us alone', async () => {
    const answer = await ada.ask(`${url}/api`, {
      headers: {
        'x-auth-request-user': 'mallory',
        'X-Auth-Request-Email': 'mallory@example.org',
        'x-auth-request-groups': 'root',
      },
    });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text).headers).toMatchObject({
      'x-auth-request-user': 'ada',
      'x-auth-request-email': 'ada@example.org',
      'x-auth-request-groups': 'physics,/staff/research',
    });
  });

  it('a script without a session gets 401, and somebody else 403', async () => {
    expect((await new Visitor().ask(`${url}/api`)).status).toBe(401);
    const mallory = new Visitor();
    expect((await mallory.signIn(`${url}/lab`, 'mallory')).status).toBe(403);
    expect((await mallory.ask(`${url}/api`)).status).toBe(403);
    expect(server.received).toEqual([]);
  });

  it.each([
    'X-Forwarded-Uri: /oauth2/start',
    'X-Forwarded-Method: OPTIONS',
    'X-Forwarded-User: ada',
    'X-Forwarded-For: 127.0.0.1',
    'X-Original-URI: /oauth2/start',
    'X-Original-Method: OPTIONS',
    'X-Original-URL: http://127.0.0.1/',
    'X-Envoy-Original-Path: /oauth2/start',
    'X-Auth-Request-User: ada',
    'X_Auth_Request_User: ada',
    'X-Rewrite-URL: /oauth2/start',
    'Connection: close, X-Original-URI, X-Forwarded-Uri',
  ])('a client that claims "%s" does not pass', async line => {
    for (const accept of ['application/json', 'text/html']) {
      const { statuses } = await rawExchange(
        front.port,
        `GET /api HTTP/1.1\r\nHost: 127.0.0.1:${front.port}\r\nAccept: ${accept}\r\n${line}\r\n\r\n`,
        { until: /\r\n\r\n/ },
      );
      expect([401, 302]).toContain(statuses[0]);
    }
    expect(server.received).toEqual([]);
  });

  it.each([
    '/oauth2/../api',
    '/oauth2/auth/../../api',
    '/oauth2/%2e%2e/api',
    '/oauth2/..%2fapi',
    '/oauth2//../api',
    '/OAUTH2/auth',
    '//api',
    '/api?/oauth2/',
    '/api;/oauth2/',
    '/api%23/oauth2/',
    'http://127.0.0.1/api',
  ])('no spelling of a path passes: %s', async target => {
    const { statuses } = await rawExchange(
      front.port,
      `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${front.port}\r\n\r\n`,
      { until: /\r\n\r\n/ },
    );
    expect(statuses[0]).toBeGreaterThan(300);
    expect(server.received).toEqual([]);
  });

  it('a change that another site makes a browser send is refused', async () => {
    const answer = await ada.ask(`${url}/api`, {
      method: 'POST',
      headers: { origin: 'http://evil.test', 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(403);
    expect(server.received).toEqual([]);
  });

  it('a WebSocket opens with a session, for pages of this server alone', async () => {
    const { socket, closed } = await openWebSocket(url, cookie);
    socket.close();
    await closed;
    await expect(openWebSocket(url, '')).rejects.toThrow('401');
    await expect(
      openWebSocket(url, cookie, 'http://evil.127.0.0.1.test'),
    ).rejects.toThrow('403');
  });

  it('a session that was signed out passes no more', async () => {
    const page = await ada.open(`${url}/oauth2/sign_out`);
    await ada.answer(page, {});
    const { statuses } = await rawExchange(
      front.port,
      `GET /api HTTP/1.1\r\nHost: 127.0.0.1:${front.port}\r\nCookie: ${cookie}\r\n\r\n`,
      { until: /\r\n\r\n/ },
    );
    expect(statuses[0]).toBe(401);
    await ada.signIn(`${url}/lab`, 'ada');
  });
});
