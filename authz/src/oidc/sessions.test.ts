import { testClient, Visitor } from '@amalthea/dev/src/identity';
import { randomBytes } from 'node:crypto';
import { eventually, GuardedServer } from '../../testing/GuardedServer';
import { openWebSocket } from '../../testing/openWebSocket';
import { cookieOf, Scene, statusFor } from '../../testing/Scene';

jest.setTimeout(30_000);

const withoutRefresh = {
  clients: [{ ...testClient, grant_types: ['authorization_code' as const] }],
};

describe('a session', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.start(withoutRefresh);
  });
  afterEach(() => scene.closeServers());
  afterAll(() => scene.close());

  it('lets scripts and WebSockets pass, and holds no token', async () => {
    const server = await scene.server();
    const ada = await scene.signedIn(server);
    expect(await statusFor(ada, server)).toBe(200);
    const { socket, closed } = await openWebSocket(
      server.url,
      cookieOf(ada, server),
    );
    socket.close();
    await closed;
    expect(cookieOf(ada, server).length).toBeLessThan(600);
  });

  it('is a HttpOnly, SameSite=Lax cookie of the path, plain on http', async () => {
    const server = await scene.server({ basePath: '/a/b' });
    const ada = await scene.signedIn(server);
    const [cookie] = ada.jar.all(new URL(`${server.url}/`));
    expect(cookie).toMatchObject({
      name: 'amalthea-session-ada',
      path: '/a/b',
    });
    expect(cookie?.attributes).toMatch(/HttpOnly; SameSite=Lax$/);
    expect(ada.jar.all(new URL('/other', server.url))).toEqual([]);
  });

  it('does not reach the server behind', async () => {
    const server = await scene.server();
    const ada = await scene.signedIn(server);
    await statusFor(ada, server);
    expect(JSON.stringify(server.echo.received)).not.toContain(
      'amalthea-session',
    );
  });

  it('ends after the idle time, and not before while it is used', async () => {
    const server = await scene.server({
      settings: { sessions: { idleSeconds: 1_000, absoluteSeconds: 100_000 } },
    });
    const ada = await scene.signedIn(server);
    for (let round = 0; round < 4; round += 1) {
      server.clock.advance(900);
      expect(await statusFor(ada, server)).toBe(200);
    }
    server.clock.advance(1_001);
    const over = await ada.ask(`${server.url}/api/contents`);
    expect(over.status).toBe(401);
    expect(JSON.parse(over.text)).toMatchObject({ code: 'session_ended' });
  });

  it('that is used keeps a fixed cookie alive too', async () => {
    const server = await scene.server({
      settings: { sessions: { idleSeconds: 1_000, absoluteSeconds: 100_000 } },
    });
    const ada = await scene.signedIn(server);
    const cookie = cookieOf(ada, server);
    for (let round = 0; round < 3; round += 1) {
      server.clock.advance(900);
      const answer = await new Visitor().ask(`${server.url}/`, {
        headers: { cookie },
      });
      expect(answer.status).toBe(200);
    }
  });

  it('ends for good after the absolute time, its sockets with it', async () => {
    const server = await scene.server({
      settings: { sessions: { idleSeconds: 1_000, absoluteSeconds: 2 } },
    });
    const ada = await scene.signedIn(server);
    const { closed } = await openWebSocket(server.url, cookieOf(ada, server));
    await closed;
    expect(await statusFor(ada, server)).toBe(401);
  });

  it('idles with a silent socket, and not with one through which something is sent', async () => {
    const server = await scene.server({
      settings: { sessions: { idleSeconds: 2, absoluteSeconds: 1_000 } },
    });
    const [busy, silent] = [
      await scene.signedIn(server),
      await scene.signedIn(server),
    ];
    const used = await openWebSocket(server.url, cookieOf(busy, server));
    const unused = await openWebSocket(server.url, cookieOf(silent, server));
    const typing = setInterval(() => used.socket.send('x'), 200);
    try {
      await unused.closed;
      await new Promise(resolve => setTimeout(resolve, 1_000));
      expect(used.socket.readyState).toBe(used.socket.OPEN);
      expect(await statusFor(busy, server)).toBe(200);
      expect(await statusFor(silent, server)).toBe(401);
    } finally {
      clearInterval(typing);
      used.socket.terminate();
    }
  });

  it('is sealed anew at coarse steps only', async () => {
    const server = await scene.server();
    const ada = await scene.signedIn(server);
    const setCookies = async () =>
      (await ada.ask(`${server.url}/`)).headers.getSetCookie().length;
    expect(await setCookies()).toBe(0);
    server.clock.advance(301);
    expect(await setCookies()).toBe(1);
    expect(await setCookies()).toBe(0);
  });

  it('survives a restart of the proxy and a rotation of its key, but only one', async () => {
    const [first, second, third] = [0, 1, 2].map(() => randomBytes(32)) as [
      Buffer,
      Buffer,
      Buffer,
    ];
    const server = await scene.server({ cookieKeys: [first] });
    const ada = await scene.signedIn(server);
    const cookie = cookieOf(ada, server);
    const status = async (other: GuardedServer) =>
      (await new Visitor().ask(`${other.url}/`, { headers: { cookie } }))
        .status;
    server.configure({}, { cookieKeys: [second, first] });
    expect(await status(server)).toBe(200);
    expect(
      await status(await scene.server({ cookieKeys: [second, first] })),
    ).toBe(200);
    server.configure({}, { cookieKeys: [third, second] });
    expect(await status(server)).toBe(401);
  });

  it('of one server opens no other', async () => {
    const cookieKeys = [randomBytes(32)];
    const mine = await scene.server({ cookieKeys });
    const server = { name: 'charles', namespace: 'lab', uid: 'other' };
    const other = await scene.server({ cookieKeys, settings: { server } });
    const again = await scene.server({
      cookieKeys,
      settings: { server: { name: 'ada', namespace: 'lab', uid: 'reborn' } },
    });
    const ada = await scene.signedIn(mine);
    const value = cookieOf(ada, mine).split('=')[1] ?? '';
    const status = async (url: string, name: string) =>
      (
        await new Visitor().ask(url, {
          headers: { cookie: `amalthea-session-${name}=${value}` },
        })
      ).status;
    expect(await status(mine.url, 'ada')).toBe(200);
    expect(await status(other.url, 'charles')).toBe(401);
    expect(await status(again.url, 'ada')).toBe(401);
  });

  it('is neither beaten nor blocked by foreign cookies of its name', async () => {
    const server = await scene.server();
    const ada = await scene.signedIn(server);
    const own = cookieOf(ada, server);
    for (const foreign of ['', 'x', own.slice(21, -4), 'A'.repeat(3_000)]) {
      const other = `amalthea-session-ada=${foreign}`;
      for (const cookie of [`${other}; ${own}`, `${own}; ${other}`]) {
        const answer = await new Visitor().ask(`${server.url}/`, {
          headers: { cookie },
        });
        expect(answer.status).toBe(200);
      }
    }
  });

  it('is always new after signing in', async () => {
    const server = await scene.server();
    const ada = await scene.signedIn(server);
    const before = cookieOf(ada, server);
    await ada.open(`${server.url}/oauth2/start?rd=/lab`);
    expect(cookieOf(ada, server)).not.toBe(before);
  });

  it('of another person at the same browser ends when somebody else signs in', async () => {
    const server = await scene.server({
      settings: { policy: { subjects: ['ada', 'charles'] } },
    });
    const visitor = await scene.signedIn(server);
    const adas = cookieOf(visitor, server);
    await visitor.answer(
      await visitor.open(`${server.url}/oauth2/start?prompt=login`),
      { login: 'charles' },
    );
    expect(await statusFor(visitor, server)).toBe(200);
    const answer = await new Visitor().ask(`${server.url}/`, {
      headers: { cookie: adas },
    });
    expect(answer.status).toBe(401);
  });

  it('that no longer qualifies ends with its sockets when the policy changes, and no other does', async () => {
    const server = await scene.server({
      settings: { policy: { subjects: ['ada', 'charles'] } },
    });
    const ada = await scene.signedIn(server, 'ada');
    const charles = await scene.signedIn(server, 'charles');
    const lost = await openWebSocket(server.url, cookieOf(ada, server));
    const kept = await openWebSocket(server.url, cookieOf(charles, server));
    server.configure({ policy: { subjects: ['charles'] } });
    await lost.closed;
    expect(await statusFor(ada, server)).toBe(403);
    expect(await statusFor(charles, server)).toBe(200);
    expect(kept.socket.readyState).toBe(kept.socket.OPEN);
    kept.socket.terminate();
  });

  it('outlives an outage of the provider; nobody new gets in meanwhile', async () => {
    const server = await scene.server();
    const ada = await scene.signedIn(server);
    scene.provider.goDown();
    try {
      expect(await statusFor(ada, server)).toBe(200);
      const visit = await new Visitor().open(`${server.url}/oauth2/start`, {
        follows: false,
      });
      expect(visit.status).toBe(302);
    } finally {
      scene.provider.comeBack();
    }
  });

  it('is found among 200 cookies of others, and a jar beyond the bound is refused alone', async () => {
    const server = await scene.server();
    const ada = await scene.signedIn(server);
    const own = cookieOf(ada, server);
    const jar = (count: number) =>
      Array.from({ length: count }, (_, n) => `cookie-${n}=${'x'.repeat(90)}`);
    const status = async (cookies: readonly string[]) => {
      const headers = { cookie: cookies.join('; ') };
      return (await new Visitor().ask(`${server.url}/api`, { headers })).status;
    };
    expect(await status([...jar(200), own])).toBe(200);
    expect(await status([own, ...jar(200)])).toBe(200);
    const [name = ''] = own.split('=');
    const tossed = jar(100).map((_, n) => `${name}=${n}`);
    expect(await status([...tossed, own, ...tossed])).toBe(200);
    expect(await status([...jar(400), own])).toBe(431);
    expect(await statusFor(ada, server)).toBe(200);
  });

  it('works while the provider is still unknown after a start', async () => {
    const cookieKeys = [randomBytes(32)];
    const before = await scene.server({ cookieKeys });
    const ada = await scene.signedIn(before);
    scene.provider.goDown();
    const server = await GuardedServer.start({
      issuer: scene.provider.issuer,
      cookieKeys,
    });
    try {
      await eventually(() => server.log.length > 0);
      const readiness = await fetch(`${server.internalUrl}/readyz`);
      expect(readiness.status).toBe(503);
      expect(await readiness.text()).toContain('metadata could not be read');
      const cookie = cookieOf(ada, before);
      const answer = await new Visitor().ask(`${server.url}/`, {
        headers: { cookie },
      });
      expect(answer.status).toBe(200);
      expect((await new Visitor().open(`${server.url}/`)).status).toBe(503);
      scene.provider.comeBack();
      await server.ready();
      expect((await new Visitor().signIn(`${server.url}/`, 'ada')).status).toBe(
        200,
      );
    } finally {
      scene.provider.comeBack();
      await server.close();
    }
  });
});
