import { Identity } from '../gate';
import { FixedGate } from '../testing/FixedGate';
import { rawExchange } from '../testing/rawExchange';
import { appToken, Target } from '../testing/Target';

let target: Target;
afterEach(() => target.stop());

const start = async (trustedProxies: string[] = ['127.0.0.1']) => {
  target = await Target.start({ settings: { trustedProxies } });
  await target.proveAlive();
  target.forget();
};
const ask = (method: string, path: string, ...lines: string[]) =>
  rawExchange(target.port, target.head(method, path, ...lines), {
    until: /\r\n\r\n/,
  });
const traefik = [
  'X-Forwarded-Method: GET',
  'X-Forwarded-Uri: /user/ada/lab?x=1',
  'X-Forwarded-Proto: https',
  'X-Forwarded-Host: jupyter.test',
  'Accept: text/html',
];

it('says 401 without credentials and 200 with them, and never reaches the server', async () => {
  await start();
  expect((await ask('GET', '/oauth2/auth')).statuses).toEqual([401]);
  expect(
    (await ask('GET', '/oauth2/auth', `Authorization: token ${appToken}`))
      .statuses,
  ).toEqual([200]);
  expect(
    (await ask('GET', '/oauth2/auth', `Cookie: ${await target.signIn()}`))
      .statuses,
  ).toEqual([200]);
  expect(target.upstream.seen).toEqual([]);
});

it('nginx gets 401 for a navigation, never a redirect', async () => {
  await start();
  const answer = await ask(
    'GET',
    '/oauth2/auth',
    'X-Original-URI: /user/ada/lab',
    'X-Original-Method: GET',
    'Accept: text/html',
  );
  expect(answer.statuses).toEqual([401]);
});

it('Traefik and Caddy get the redirect of a navigation, back to where it wanted to go', async () => {
  await start();
  const answer = await ask('GET', '/oauth2/auth', ...traefik);
  expect(answer.statuses).toEqual([302]);
  expect(answer.text).toContain(
    'Location: /user/ada/oauth2/start?rd=%2Fuser%2Fada%2Flab%3Fx%3D1\r\n',
  );
});

it('Envoy puts the original path behind ours', async () => {
  await start();
  const answer = await ask(
    'GET',
    '/oauth2/auth/user/ada/lab',
    'Accept: text/html',
  );
  expect(answer.statuses).toEqual([302]);
  expect(answer.text).toContain(
    'Location: /user/ada/oauth2/start?rd=%2Fuser%2Fada%2Flab\r\n',
  );
  expect(
    (
      await ask(
        'GET',
        '/oauth2/auth/user/ada/api',
        `Authorization: token ${appToken}`,
      )
    ).statuses,
  ).toEqual([200]);
});

it('a client that is no trusted proxy gets 401, whatever it says about the request', async () => {
  await start([]);
  expect((await ask('GET', '/oauth2/auth', ...traefik)).statuses).toEqual([
    401,
  ]);
  expect(
    (
      await ask(
        'GET',
        '/oauth2/auth/user/ada/lab',
        'Accept: text/html',
        'X-Envoy-Original-Path: /',
      )
    ).statuses,
  ).toEqual([401]);
});

it.each([
  'X-Forwarded-Uri: /user/ada/oauth2/start',
  'X-Forwarded-Uri: /api/status',
  'X-Forwarded-Method: OPTIONS',
  'X-Original-URI: /ping',
  'User-Agent: kube-probe/1',
  'X-Forwarded-User: ada',
])('no header of a trusted proxy lets anybody pass: %s', async line => {
  await start();
  expect((await ask('GET', '/oauth2/auth', line)).statuses).toEqual([401]);
});

it.each([
  '//evil.test',
  'http://evil.test/',
  '/\\evil.test',
  '/user/ada/../../evil',
  '/user/ada/oauth2/start',
  '/user/ada/x%0d%0aSet-Cookie:a',
  'data:text/html,x',
  '',
])('the redirect stays on this server: X-Forwarded-Uri: %s', async uri => {
  await start();
  const { text } = await ask(
    'GET',
    '/oauth2/auth',
    'X-Forwarded-Method: GET',
    `X-Forwarded-Uri: ${uri}`,
    'Accept: text/html',
  );
  expect(text).toMatch(
    /Location: \/user\/ada\/oauth2\/start\?rd=%2Fuser%2Fada%2F[^\r]*\r\n/,
  );
  expect(text).not.toMatch(/evil|Set-Cookie:a|data:/);
});

it('a request that another site makes a browser change something with is 403', async () => {
  await start();
  const cookie = await target.signIn();
  const lines = [
    'X-Forwarded-Uri: /user/ada/api',
    `Cookie: ${cookie}`,
    'Origin: http://evil.test',
  ];
  expect(
    (await ask('GET', '/oauth2/auth', 'X-Forwarded-Method: POST', ...lines))
      .statuses,
  ).toEqual([403]);
  expect((await ask('GET', '/oauth2/auth', ...lines)).statuses).toEqual([403]);
});

it('a WebSocket of another origin is 403, although proxies leave its Upgrade out', async () => {
  await start();
  const cookie = await target.signIn();
  const lines = [
    'X-Original-URI: /user/ada/api/kernels/1/channels',
    'X-Original-Method: GET',
    `Cookie: ${cookie}`,
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
  ];
  const from = async (origin: string) =>
    (await ask('GET', '/oauth2/auth', ...lines, `Origin: ${origin}`)).statuses;
  expect(await from('http://jupyter.test')).toEqual([200]);
  expect(await from('http://evil.jupyter.test')).toEqual([403]);
  expect(await from('http://jupyter.test:81')).toEqual([403]);
  expect(await from('null')).toEqual([403]);
});

it('an upgrade in the question is judged like the WebSocket it asks about, and opens none', async () => {
  await start();
  const cookie = await target.signIn();
  const upgrade = [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    'X-Forwarded-Method: GET',
    'X-Forwarded-Uri: /user/ada/api/kernels/1/channels',
  ];
  const own = 'Origin: http://jupyter.test';
  const statuses = async (...lines: string[]) =>
    (await ask('GET', '/oauth2/auth', ...upgrade, ...lines)).statuses;
  expect(await statuses(own, `Cookie: ${cookie}`)).toEqual([200]);
  expect(await statuses(own)).toEqual([401]);
  expect(
    await statuses('Origin: http://evil.test', `Cookie: ${cookie}`),
  ).toEqual([403]);
  const smuggled = await rawExchange(
    target.port,
    `${target.head(
      'GET',
      '/oauth2/auth',
      ...upgrade,
      own,
      `Cookie: ${cookie}`,
    )}${target.head('GET', '/api')}`,
  );
  expect(smuggled).toMatchObject({ statuses: [200], isClosed: true });
  expect(target.upstream.seen).toEqual([]);
  expect(target.upstream.upgrades).toEqual([]);
});

it('nginx gets 401 where others get 429 for guessing', async () => {
  await start();
  const guess = (...lines: string[]) =>
    ask('GET', '/oauth2/auth', 'Authorization: token guess', ...lines);
  for (let n = 0; n < 31; n += 1) await guess();
  expect((await guess('X-Original-URI: /user/ada/api')).statuses).toEqual([
    401,
  ]);
  expect((await guess('X-Forwarded-Uri: /user/ada/api')).statuses).toEqual([
    429,
  ]);
});

describe('who passes', () => {
  const ada: Identity = {
    subject: 'ada',
    email: 'ada@example.org',
    groups: ['physics', 'a,b'],
  };
  beforeEach(async () => {
    target = await Target.start({
      gate: () =>
        new FixedGate({ kind: 'allow', identity: ada, proof: 'header' }),
    });
    await target.proveAlive();
  });

  it('is named in the answer', async () => {
    const { text } = await ask('GET', '/oauth2/auth');
    expect(text).toMatch(
      /X-Auth-Request-User: ada\r\n[^]*X-Auth-Request-Email: ada@example.org\r\n[^]*X-Auth-Request-Groups: physics,a%2Cb\r\n/,
    );
  });

  it.each([
    ['allowed_groups=physics', 200],
    ['allowed_groups=chemistry,physics', 200],
    ['allowed_groups=chemistry', 403],
    ['allowed_groups=', 403],
    ['allowed_groups=Physics', 403],
    ['allowed_emails=ada@example.org', 200],
    ['allowed_emails=bob@example.org', 403],
    ['allowed_groups=physics&allowed_emails=bob@example.org', 403],
    ['anything=else', 200],
  ])('can only be narrowed by the query: %s', async (query, status) => {
    expect((await ask('GET', `/oauth2/auth?${query}`)).statuses).toEqual([
      status,
    ]);
  });
});

it('who may not pass is 403 and the server untouched', async () => {
  target = await Target.start({
    gate: () =>
      new FixedGate({
        kind: 'forbidden',
        identity: { subject: 'eve', groups: [] },
      }),
    settings: { trustedProxies: ['127.0.0.1'] },
  });
  expect((await ask('GET', '/oauth2/auth')).statuses).toEqual([403]);
  const page = await rawExchange(
    target.port,
    target.head('GET', '/lab', 'Accept: text/html'),
    { until: /<\/html>/ },
  );
  expect(page.statuses).toEqual([403]);
  expect(page.text).toContain('You are signed in as eve');
  expect(target.upstream.seen).toEqual([]);
});
