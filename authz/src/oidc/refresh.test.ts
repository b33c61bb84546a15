import { Visitor } from '@amalthea/dev/src/identity';
import { randomBytes } from 'node:crypto';
import { eventually } from '../../testing/GuardedServer';
import { openWebSocket } from '../../testing/openWebSocket';
import { cookieOf, Scene, statusFor } from '../../testing/Scene';
import { providerRequest } from './providerRequest';

jest.setTimeout(30_000);

const tokenRequests = (scene: Scene) =>
  scene.provider.requestCounts.get('/token') ?? 0;

describe('refreshing a session', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await Scene.start({ accessTokenSeconds: 300 });
  });
  afterEach(() => scene.close());

  it('happens once, however many requests wait for it, and again when the new token is old', async () => {
    const server = await scene.server();
    const ada = await scene.signedIn(server);
    const before = tokenRequests(scene);
    server.clock.advance(301);
    const statuses = await Promise.all(
      Array.from({ length: 20 }, () => statusFor(ada, server)),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(tokenRequests(scene)).toBe(before + 1);
    expect(await statusFor(ada, server)).toBe(200);
    expect(tokenRequests(scene)).toBe(before + 1);
    server.clock.advance(149);
    expect(await statusFor(ada, server)).toBe(200);
    server.clock.advance(152);
    expect(await statusFor(ada, server)).toBe(200);
    expect(tokenRequests(scene)).toBe(before + 2);
  });

  it('takes groups away that the provider took away, and closes the sockets', async () => {
    const server = await scene.server({
      settings: { policy: { groups: ['physics'] } },
    });
    const ada = await scene.signedIn(server);
    const { closed } = await openWebSocket(server.url, cookieOf(ada, server));
    const [first] = scene.provider.users;
    if (!first) throw new Error('no user');
    scene.provider.users[0] = { ...first, groups: ['chemistry'] };
    expect(await statusFor(ada, server)).toBe(200);
    server.clock.advance(301);
    expect(await statusFor(ada, server)).toBe(403);
    server.configure({ policy: { groups: ['physics'] } });
    await closed;
  });

  it('ends the session and its sockets when the provider no longer knows it', async () => {
    const server = await scene.server();
    const ada = await scene.signedIn(server);
    const { closed } = await openWebSocket(server.url, cookieOf(ada, server));
    scene.provider.forgetTokens();
    server.clock.advance(301);
    expect(await statusFor(ada, server)).toBe(401);
    await closed;
    expect(await statusFor(ada, server)).toBe(401);
  });

  it('keeps the session through an outage, without asking at each request, and catches up afterwards', async () => {
    const server = await scene.server();
    const ada = await scene.signedIn(server);
    scene.provider.goDown();
    server.clock.advance(301);
    const before = tokenRequests(scene);
    expect(await statusFor(ada, server)).toBe(200);
    expect(await statusFor(ada, server)).toBe(200);
    expect(tokenRequests(scene)).toBe(before + 1);
    scene.provider.comeBack();
    server.clock.advance(31);
    expect(await statusFor(ada, server)).toBe(200);
    expect(tokenRequests(scene)).toBe(before + 2);
  });

  it('lets nobody pass who waits for it while the provider is replaced', async () => {
    let release = () => {};
    let isHeld = false;
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    const server = await scene.server({
      environment: {
        send: async (url, request) => {
          const answer = await providerRequest(url, request);
          if (isHeld) await held;
          return answer;
        },
      },
    });
    const ada = await scene.signedIn(server);
    isHeld = true;
    server.clock.advance(301);
    const waiting = statusFor(ada, server);
    await eventually(() => tokenRequests(scene) === 2);
    server.configure({
      oidc: { issuerUrl: 'http://localhost:9', clientId: 'jupyter' },
    });
    release();
    expect(await waiting).toBe(401);
  });

  it('is replaced by a silent sign-in after a restart lost the refresh token', async () => {
    const cookieKeys = [randomBytes(32)];
    const before = await scene.server({ cookieKeys });
    const ada = await scene.signedIn(before);
    const server = await scene.server({ cookieKeys });
    const cookie = cookieOf(ada, before);
    const script = await new Visitor().ask(`${server.url}/`, {
      headers: { cookie },
    });
    expect(script.status).toBe(200);
    server.clock.advance(301);
    const later = await new Visitor().ask(`${server.url}/`, {
      headers: { cookie },
    });
    expect(later.status).toBe(200);
    const page = await new Visitor().open(`${server.url}/lab`, {
      headers: { cookie },
      follows: false,
    });
    expect(page.status).toBe(302);
    expect(page.headers.get('location')).toContain(scene.provider.issuer);
  });

  it('also happens for a session of which only a socket is left', async () => {
    const server = await scene.server({
      settings: { sessions: { idleSeconds: 2_000, absoluteSeconds: 4_000 } },
    });
    const ada = await scene.signedIn(server);
    const { socket } = await openWebSocket(server.url, cookieOf(ada, server));
    const before = tokenRequests(scene);
    server.clock.advance(301);
    server.configure({});
    await eventually(() => tokenRequests(scene) > before);
    expect(tokenRequests(scene)).toBe(before + 1);
    socket.terminate();
  });
});
