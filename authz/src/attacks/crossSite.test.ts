import { rawExchange } from '../testing/rawExchange';
import { appToken, Target } from '../testing/Target';

const upgrade = [
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
];
let target: Target;
let cookie: string;

beforeAll(async () => {
  target = await Target.start({
    settings: { allowedOrigins: ['http://portal.test'] },
  });
  cookie = await target.signIn();
});
afterAll(() => target.stop());
beforeEach(async () => {
  await target.proveAlive();
  target.forget();
});

const send = (method: string, path: string, ...lines: string[]) =>
  rawExchange(
    target.port,
    target.head(method, path, `Cookie: ${cookie}`, ...lines),
    { until: /\r\n\r\n/ },
  );

describe('a WebSocket opens only for pages of this server', () => {
  it.each(['http://jupyter.test', 'http://portal.test'])(
    'Origin %s may',
    async origin => {
      expect(
        (
          await send(
            'GET',
            '/api/kernels/1/channels',
            ...upgrade,
            `Origin: ${origin}`,
          )
        ).statuses,
      ).toEqual([101]);
    },
  );

  it.each([
    'http://evil.test',
    'null',
    '',
    'https://jupyter.test',
    'http://jupyter.test:8080',
    'http://jupyter.test.evil.test',
    'http://evil-jupyter.test',
    'http://jupyter.test@evil.test',
    'http://jupyter.test/',
    'http://JUPYTER.TEST.',
    'file://',
    'http://sub.jupyter.test',
    '//jupyter.test',
  ])('Origin %j may not, although the cookie is good', async origin => {
    const answer = await send(
      'GET',
      '/api/kernels/1/channels',
      ...upgrade,
      `Origin: ${origin}`,
    );
    expect(answer.statuses).toEqual([403]);
    expect(target.upstream.upgrades).toEqual([]);
  });

  it('a name that was rebound to our address may not', async () => {
    const bytes = target
      .head(
        'GET',
        '/api/kernels/1/channels',
        `Cookie: ${cookie}`,
        ...upgrade,
        'Origin: http://evil.test',
      )
      .replace('Host: jupyter.test', 'Host: evil.test');
    expect(
      (await rawExchange(target.port, bytes, { until: /\r\n\r\n/ })).statuses,
    ).toEqual([403]);
    expect(target.upstream.upgrades).toEqual([]);
  });

  it('the same host on a forwarded port may', async () => {
    const bytes = target
      .head(
        'GET',
        '/ws',
        `Cookie: ${cookie}`,
        ...upgrade,
        'Origin: http://jupyter.test:30080',
      )
      .replace('Host: jupyter.test', 'Host: jupyter.test:30080');
    expect(
      (await rawExchange(target.port, bytes, { until: /\r\n\r\n/ })).statuses,
    ).toEqual([101]);
  });

  it('a token in the URL does not excuse a foreign Origin', async () => {
    const bytes = target.head(
      'GET',
      `/ws?token=${appToken}`,
      ...upgrade,
      'Origin: http://evil.test',
    );
    expect(
      (await rawExchange(target.port, bytes, { until: /\r\n\r\n/ })).statuses,
    ).toEqual([403]);
  });

  it('nobody without a session may, whatever the Origin', async () => {
    const bytes = target.head(
      'GET',
      '/ws',
      ...upgrade,
      'Origin: http://jupyter.test',
    );
    expect(
      (await rawExchange(target.port, bytes, { until: /\r\n\r\n/ })).statuses,
    ).toEqual([401]);
    expect(target.upstream.upgrades).toEqual([]);
  });
});

describe('requests that a foreign page makes a browser send', () => {
  it.each([
    ['POST', 'Origin: http://evil.test'],
    ['POST', 'Origin: null'],
    ['PUT', 'Origin: http://sub.jupyter.test'],
    ['DELETE', 'Origin: http://jupyter.test:9999'],
    ['POST', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate'],
    ['POST', 'Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: cors'],
    ['PATCH', 'Sec-Fetch-Site: cross-site', 'Origin: http://evil.test'],
    [
      'GET',
      'Sec-Fetch-Site: cross-site',
      'Sec-Fetch-Mode: no-cors',
      'Sec-Fetch-Dest: script',
    ],
    ['GET', 'Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: cors'],
  ])('%s with %s is refused', async (method, ...lines) => {
    expect((await send(method, '/api/contents', ...lines)).statuses).toEqual([
      403,
    ]);
    expect(target.upstream.seen).toEqual([]);
  });

  it.each([
    ['POST', 'Origin: http://jupyter.test'],
    [
      'POST',
      'Origin: http://jupyter.test',
      'Sec-Fetch-Site: same-origin',
      'Referer: http://jupyter.test/user/ada/lab',
    ],
    [
      'GET',
      'Sec-Fetch-Site: cross-site',
      'Sec-Fetch-Mode: navigate',
      'Sec-Fetch-Dest: document',
    ],
    ['GET', 'Sec-Fetch-Site: none', 'Sec-Fetch-Mode: navigate'],
    ['PUT', 'User-Agent: curl/8'],
  ])('%s with %s passes', async (method, ...lines) => {
    expect((await send(method, '/api/contents', ...lines)).statuses).toEqual([
      200,
    ]);
  });

  it('pass with the token in a header, which no foreign page can send', async () => {
    const bytes = target.authorised(
      'POST',
      '/api',
      'Origin: http://evil.test',
      'Sec-Fetch-Site: cross-site',
    );
    expect(
      (await rawExchange(target.port, bytes, { until: /\r\n\r\n/ })).statuses,
    ).toEqual([200]);
  });
});

describe('pages of a sibling server under the same host', () => {
  it.each([
    ['GET', 'Referer: http://jupyter.test/user/bob/lab'],
    ['GET', 'Referer: http://jupyter.test/user/adam/lab'],
    ['GET', 'Referer: http://jupyter.test/'],
    ['POST', 'Referer: http://jupyter.test/user/bob/'],
    ['POST', 'Origin: http://jupyter.test', 'Sec-Fetch-Site: same-origin'],
    [
      'PUT',
      'Origin: http://jupyter.test',
      'Sec-Fetch-Site: same-origin',
      'X-XSRFToken: guess',
    ],
    [
      'GET',
      'Referer: http://jupyter.test/user/bob/',
      'Sec-Fetch-Site: same-origin',
      'Sec-Fetch-Mode: navigate',
      'Sec-Fetch-Dest: iframe',
    ],
  ])('%s with %s cannot use this session', async (method, ...lines) => {
    expect((await send(method, '/api/contents', ...lines)).statuses).toEqual([
      403,
    ]);
    expect(target.upstream.seen).toEqual([]);
  });

  it('a page of this server that hides its address shows the XSRF token', async () => {
    const lines = [
      'Origin: http://jupyter.test',
      'Sec-Fetch-Site: same-origin',
      'X-XSRFToken: 2|abc',
    ];
    const bytes = target.head(
      'PUT',
      '/api/contents/x',
      `Cookie: ${cookie}; _xsrf=2|abc`,
      ...lines,
    );
    expect(
      (await rawExchange(target.port, bytes, { until: /\r\n\r\n/ })).statuses,
    ).toEqual([200]);
  });
});

describe('an anonymous server', () => {
  let anonymous: Target;
  beforeAll(async () => {
    anonymous = await Target.start({ settings: { mode: 'anonymous' } });
  });
  afterAll(() => anonymous.stop());

  const status = async (host: string, ...lines: string[]) =>
    (
      await rawExchange(
        anonymous.port,
        anonymous
          .head('GET', '/api', ...lines)
          .replace('Host: jupyter.test', `Host: ${host}`),
        { until: /\r\n\r\n/ },
      )
    ).statuses[0];

  it.each([
    'jupyter.test',
    'jupyter.test:8080',
    '127.0.0.1:4180',
    '[::1]:4180',
    'localhost',
  ])('answers to its name %s', async host => {
    expect(await status(host)).toBe(200);
  });

  it.each(['evil.test', 'jupyter.test.evil.test', 'a:99999'])(
    'is not reachable by a rebound name: %s',
    async host => {
      expect([400, 421]).toContain(await status(host));
    },
  );

  it('refuses what a foreign page changes', async () => {
    const answer = await rawExchange(
      anonymous.port,
      anonymous.head('POST', '/api', 'Origin: http://evil.test'),
      { until: /\r\n\r\n/ },
    );
    expect(answer.statuses).toEqual([403]);
  });
});
