import { Visitor } from '@amalthea/dev/src/identity';
import { eventually, GuardedServer } from '../../testing/GuardedServer';
import { Scene, statusFor } from '../../testing/Scene';

jest.setTimeout(15_000);

let scene: Scene;
let server: GuardedServer;
beforeEach(async () => {
  scene = await Scene.start({ accessTokenSeconds: 300 });
  server = await scene.server();
});
afterEach(() => scene.close());

const counted = async (name: string) => {
  const text = await (await fetch(`${server.internalUrl}/metrics`)).text();
  const line = text
    .split('\n')
    .find(found => found.startsWith(`amalthea_authz_${name} `));
  return line === undefined ? undefined : Number(line.split(' ')[1]);
};

it('sign-ins are counted by how they ended', async () => {
  await scene.signedIn(server);
  const visitor = new Visitor();
  await visitor.answer(await visitor.open(server.url), { cancel: '1' });
  await visitor.open(`${server.url}/oauth2/callback?code=a&state=b`);
  await visitor.open(`${server.url}/oauth2/callback?code=a&code=b&state=c`);
  expect(await counted('sign_ins_total{outcome="completed"}')).toBe(1);
  expect(await counted('sign_ins_total{outcome="refused"}')).toBe(1);
  expect(await counted('sign_ins_total{outcome="lost"}')).toBe(1);
  expect(await counted('sign_ins_total{outcome="failed"}')).toBe(1);
});

it('refreshes are counted, and an outage of the provider shows until it is back', async () => {
  const ada = await scene.signedIn(server);
  expect(await counted('provider_reachable')).toBe(1);
  scene.provider.goDown();
  server.clock.advance(301);
  expect(await statusFor(ada, server)).toBe(200);
  expect(await counted('refreshes_total{outcome="unreachable"}')).toBe(1);
  expect(await counted('provider_reachable')).toBe(0);
  scene.provider.comeBack();
  server.clock.advance(31);
  expect(await statusFor(ada, server)).toBe(200);
  expect(await counted('refreshes_total{outcome="renewed"}')).toBe(1);
  expect(await counted('provider_reachable')).toBe(1);
  scene.provider.forgetTokens();
  server.clock.advance(301);
  expect(await statusFor(ada, server)).toBe(401);
  expect(await counted('refreshes_total{outcome="ended"}')).toBe(1);
});

it('orders to end sessions are counted by where they came from, made-up ones apart', async () => {
  const ada = await scene.signedIn(server);
  const page = await ada.open(`${server.url}/oauth2/sign_out`);
  await ada.answer(page, {});
  await fetch(`${server.url}/oauth2/backchannel-logout`, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: 'a.b.c' }),
  });
  const issuer = encodeURIComponent(scene.provider.issuer);
  await fetch(`${server.url}/oauth2/frontchannel-logout?iss=${issuer}&sid=x`);
  expect(await counted('logouts_total{outcome="sign_out"}')).toBe(1);
  expect(await counted('logouts_total{outcome="backchannel_refused"}')).toBe(1);
  expect(await counted('logouts_total{outcome="backchannel"}')).toBe(0);
  expect(await counted('logouts_total{outcome="frontchannel"}')).toBe(0);
});

it('no label is made of what a client sends', async () => {
  const names = async () =>
    (await (await fetch(`${server.internalUrl}/metrics`)).text())
      .split('\n')
      .map(line => line.split(' ')[0]);
  const before = await names();
  const visitor = new Visitor();
  for (const path of [
    '/a',
    '/oauth2/start?prompt=b',
    '/oauth2/callback?error=c',
  ])
    await visitor.open(server.url + path, { follows: false });
  await eventually(
    async () => (await counted('requests_total{outcome="login"}')) === 1,
  );
  expect(await names()).toEqual(before);
});
