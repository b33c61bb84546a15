import { Visitor } from '@amalthea/dev/src/identity';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { rawExchange } from '../testing/rawExchange';
import { GuardedServer } from '../../testing/GuardedServer';
import { MisbehavingProvider } from '../../testing/MisbehavingProvider';
import { openWebSocket } from '../../testing/openWebSocket';
import { cookieOf, statusFor } from '../../testing/Scene';

jest.setTimeout(30_000);

const many = Array.from({ length: 400 }, (_, index) => `group-${index}`);

describe('an attacker', () => {
  let provider: MisbehavingProvider;
  let server: GuardedServer;
  let cookie: string;

  const start = async (
    options: Partial<Parameters<typeof GuardedServer.start>[0]> = {},
  ) => {
    const started = await GuardedServer.start({
      issuer: provider.issuer,
      ...options,
    });
    await started.ready();
    return started;
  };

  beforeAll(async () => {
    provider = await MisbehavingProvider.start();
    server = await start();
  });
  beforeEach(async () => {
    provider.fault = {};
    const ada = new Visitor();
    // Each attack counts only against a target that lives and serves whom it should.
    const { status } = await ada.open(`${server.url}/`);
    if (status !== 200) throw new Error(`The target answers ${status}.`);
    cookie = cookieOf(ada, server);
    server.echo.received.splice(0);
  });
  afterAll(async () => {
    await server.close();
    await provider.close();
  });

  const host = () => new URL(server.url).host;
  const send = async (lines: readonly string[]): Promise<string> => {
    const head = [...lines, 'Connection: close'].join('\r\n');
    return (await rawExchange(server.port, `${head}\r\n\r\n`)).text;
  };
  const navigation = ['Sec-Fetch-Mode: navigate', 'Accept: text/html'];

  it.each([
    ['Host', (h: string) => [`Host: evil.example`, h]],
    ['X-Forwarded-Host', (h: string) => [h, 'X-Forwarded-Host: evil.example']],
    ['X-Forwarded-Proto', (h: string) => [h, 'X-Forwarded-Proto: javascript']],
    [
      'X-Forwarded-Uri',
      (h: string) => [h, 'X-Forwarded-Uri: https://evil.example/'],
    ],
    [
      'Forwarded',
      (h: string) => [h, 'Forwarded: host=evil.example;proto=https'],
    ],
    [
      'X-Original-URL',
      (h: string) => [h, 'X-Original-URL: https://evil.example/'],
    ],
  ])(
    'cannot turn the way back from the provider by %s',
    async (name, headers) => {
      const lines =
        name === 'Host' ? ['Host: evil.example'] : headers(`Host: ${host()}`);
      const text = await send(['GET /lab HTTP/1.1', ...lines, ...navigation]);
      expect(text).toMatch(/^HTTP\/1\.1 (?:302|4\d\d)/);
      expect(text).not.toContain('evil');
      const own = `${server.url}/oauth2/callback`;
      const location = /^location: (.*)$/im.exec(text)?.[1];
      const back = location
        ? new URL(location).searchParams.get('redirect_uri')
        : own;
      expect(back).toBe(own);
    },
  );

  it.each([
    'GET //evil.example HTTP/1.1',
    'GET /\\evil.example HTTP/1.1',
    'GET https://evil.example/ HTTP/1.1',
    'GET /%09/evil.example HTTP/1.1',
    'GET /./ HTTP/1.1',
  ])(
    'is not redirected elsewhere by %s, before or after signing in',
    async line => {
      const text = await send([line, `Host: ${host()}`, ...navigation]);
      const location = /^location: (.*)$/im.exec(text)?.[1];
      const leadsTo = location
        ? new URL(location, server.url).origin
        : provider.issuer;
      expect(leadsTo).toBe(provider.issuer);
      expect(server.echo.received).toEqual([]);
    },
  );

  it.each([
    ['empty', () => ''],
    ['cut', (value: string) => value.slice(0, -1)],
    ['in capitals', (value: string) => value.toUpperCase()],
    ['quoted', (value: string) => `"${value}"`],
    [
      'encoded',
      (value: string) =>
        value.replace(/./g, c => `%${c.charCodeAt(0).toString(16)}`),
    ],
    ['twice in one', (value: string) => value + value],
    ['padded', (value: string) => `${value}==`],
    ['huge', () => 'A'.repeat(20_000)],
    ['of another server', () => randomBytes(200).toString('base64url')],
  ])('does not get in with a session cookie that is %s', async (_, change) => {
    const [name = '', value = ''] = cookie.split('=');
    const text = await send([
      'GET /api/contents HTTP/1.1',
      `Host: ${host()}`,
      `Cookie: ${name}=${change(value)}`,
    ]);
    expect(text).toMatch(/^HTTP\/1\.1 401/);
    expect(server.echo.received).toEqual([]);
  });

  it.each([
    '__Host-amalthea-session-ada',
    '__Secure-amalthea-session-ada',
    'Amalthea-Session-Ada',
    'amalthea-session-charles',
    'amalthea-flow-ada',
    'amalthea-token-ada',
  ])('does not get in with the right value under the name %s', async name => {
    const value = cookie.split('=')[1];
    const text = await send([
      'GET /api/contents HTTP/1.1',
      `Host: ${host()}`,
      `Cookie: ${name}=${value}`,
    ]);
    expect(text).toMatch(/^HTTP\/1\.1 401/);
  });

  it('does not get in with the cookie of a sign-in under way', async () => {
    const visitor = new Visitor();
    const visit = await visitor.open(`${server.url}/lab`, { follows: false });
    const value = visit.headers.getSetCookie()[0]?.split(/[=;]/)[1];
    const text = await send([
      'GET /api/contents HTTP/1.1',
      `Host: ${host()}`,
      `Cookie: amalthea-session-ada=${value}`,
    ]);
    expect(text).toMatch(/^HTTP\/1\.1 401/);
  });

  it('cannot fix a session: what was there before the sign-in is worth nothing after it', async () => {
    const visitor = new Visitor();
    visitor.jar.store(new URL(server.url), [
      'amalthea-session-ada=planted; Path=/',
    ]);
    await visitor.open(`${server.url}/`);
    const own = cookieOf(visitor, server);
    expect(own).not.toContain('planted');
    expect(await statusFor(visitor, server)).toBe(200);
  });

  it.each([
    'ada ',
    ' ada',
    'Ada',
    'ADA',
    'ada\u0000',
    'ada\n',
    'ａda',
    'ad',
    'adaa',
    '\u0430da',
    'a\u200dda',
  ])(
    'does not pass as %j where only "ada" may, and the server never hears of it',
    async subject => {
      provider.fault = {
        claims: claims => ({ ...claims, sub: subject }),
        userInfo: claims => ({ ...claims, sub: subject }),
      };
      const visit = await new Visitor().open(`${server.url}/lab`);
      expect(visit.status).toBe(403);
      expect(server.echo.received).toEqual([]);
    },
  );

  it('cannot break the pages or the process with claims', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('"><script>x</script>', '\r\nSet-Cookie: a=b', '\u0000'),
    );
    await fc.assert(
      fc.asyncProperty(
        text,
        text,
        fc.array(text, { maxLength: 4 }),
        async (sub, email, groups) => {
          const claims = {
            sub: `x${sub}`,
            email: email,
            email_verified: true,
            groups,
          };
          provider.fault = {
            claims: right => ({ ...right, ...claims }),
            userInfo: () => claims,
          };
          const visit = await new Visitor().open(`${server.url}/lab`);
          expect([403, 502]).toContain(visit.status);
          expect(visit.text).not.toContain('<script>x');
          expect(visit.headers.getSetCookie().join()).not.toContain('a=b');
        },
      ),
      { numRuns: 40 },
    );
    expect(server.echo.received).toEqual([]);
  });

  it('sees 401 without and 403 with the wrong session at the address for proxies, and no query changes that', async () => {
    const auth = (query: string, ...lines: string[]) =>
      send([`GET /oauth2/auth${query} HTTP/1.1`, `Host: ${host()}`, ...lines]);
    expect(await auth('', `Cookie: ${cookie}`)).toMatch(/^HTTP\/1\.1 20/);
    expect(await auth('')).toMatch(/^HTTP\/1\.1 401/);
    provider.fault = {
      claims: claims => ({ ...claims, sub: 'mallory' }),
      userInfo: claims => ({ ...claims, sub: 'mallory' }),
    };
    const mallory = new Visitor();
    await mallory.open(`${server.url}/`);
    const foreign = `Cookie: ${cookieOf(mallory, server)}`;
    expect(await auth('', foreign)).toMatch(/^HTTP\/1\.1 403/);
    expect(await auth('?allowed_groups=&user=ada', foreign)).toMatch(
      /^HTTP\/1\.1 403/,
    );
    expect(await auth('?allowed_groups=&user=ada')).toMatch(/^HTTP\/1\.1 401/);
    expect(
      await auth('', 'X-Auth-Request-User: ada', 'X-Forwarded-User: ada'),
    ).toMatch(/^HTTP\/1\.1 401/);
  });

  it('who gets the refresh answered for another person loses the session and its sockets', async () => {
    provider.fault = {
      tokenAnswer: answer => ({
        ...answer,
        refresh_token: 'r',
        expires_in: 60,
      }),
    };
    const ada = new Visitor();
    await ada.open(`${server.url}/`);
    const { closed } = await openWebSocket(server.url, cookieOf(ada, server));
    provider.fault = {
      ...provider.fault,
      claims: ({ nonce: _, ...claims }) => ({ ...claims, sub: 'mallory' }),
    };
    server.clock.advance(61);
    expect(await statusFor(ada, server)).toBe(401);
    await closed;
  });

  it('finds no old group in a cookie that could not hold all: a changed policy asks the provider', async () => {
    provider.fault = { userInfo: claims => ({ ...claims, groups: many }) };
    const other = await start({
      settings: { policy: { groups: ['group-7'] } },
    });
    const ada = new Visitor();
    expect((await ada.open(`${other.url}/`)).status).toBe(200);
    other.configure({ policy: { groups: ['group-300'] } });
    expect(await statusFor(ada, other)).toBe(403);
    expect((await ada.open(`${other.url}/`)).status).toBe(200);
    expect(await statusFor(ada, other)).toBe(200);
    other.configure({ policy: { groups: ['nobody'] } });
    const refused = await ada.open(`${other.url}/`);
    expect(refused.status).toBe(403);
    expect((await ada.open(`${other.url}/`)).trail).toHaveLength(1);
    await other.close();
  });

  it('cannot end sessions by naming others at the frame of the provider, however often', async () => {
    for (let count = 0; count < 200; count += 1) {
      await send([
        `GET /oauth2/frontchannel-logout?iss=${encodeURIComponent(
          provider.issuer,
        )}&sid=x${count} HTTP/1.1`,
        `Host: ${host()}`,
      ]);
    }
    const text = await send([
      'GET /api HTTP/1.1',
      `Host: ${host()}`,
      `Cookie: ${cookie}`,
    ]);
    expect(text).toMatch(/^HTTP\/1\.1 200/);
  });
});
