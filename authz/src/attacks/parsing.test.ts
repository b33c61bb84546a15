import { rawExchange } from '../testing/rawExchange';
import { appToken, Target } from '../testing/Target';

let target: Target;

beforeAll(async () => {
  target = await Target.start();
});
afterAll(() => target.stop());
beforeEach(async () => {
  await target.proveAlive();
  target.forget();
});
afterEach(() => target.proveAlive());

const smuggled = `GET /user/ada/smuggled HTTP/1.1\r\nHost: jupyter.test\r\nAuthorization: token ${appToken}\r\n\r\n`;
const post = (...lines: string[]) =>
  [
    `POST /user/ada/api HTTP/1.1`,
    'Host: jupyter.test',
    `Authorization: token ${appToken}`,
    ...lines,
  ].join('\r\n');

describe('ambiguous framing is refused and the connection closed', () => {
  it.each([
    [
      'Content-Length and Transfer-Encoding',
      `${post(
        'Content-Length: 5',
        'Transfer-Encoding: chunked',
      )}\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    [
      'Transfer-Encoding and Content-Length',
      `${post(
        'Transfer-Encoding: chunked',
        'Content-Length: 5',
      )}\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    [
      'two lengths',
      `${post(
        'Content-Length: 5',
        'Content-Length: 6',
      )}\r\n\r\nabcdef${smuggled}`,
    ],
    [
      'two equal lengths',
      `${post('Content-Length: 3', 'Content-Length: 3')}\r\n\r\nabc${smuggled}`,
    ],
    [
      'a list of lengths',
      `${post('Content-Length: 3, 3')}\r\n\r\nabc${smuggled}`,
    ],
    ['a signed length', `${post('Content-Length: +3')}\r\n\r\nabc${smuggled}`],
    ['a negative length', `${post('Content-Length: -1')}\r\n\r\n${smuggled}`],
    [
      'a hexadecimal length',
      `${post('Content-Length: 0x3')}\r\n\r\nabc${smuggled}`,
    ],
    [
      'a length with a blank inside',
      `${post('Content-Length: 1 2')}\r\n\r\nabc${smuggled}`,
    ],
    [
      'a huge length',
      `${post('Content-Length: 99999999999999999999')}\r\n\r\nabc`,
    ],
    [
      'a blank before the colon',
      `${post('Content-Length : 3')}\r\n\r\nabc${smuggled}`,
    ],
    [
      'a folded length',
      `${post('Content-Length:\r\n 3')}\r\n\r\nabc${smuggled}`,
    ],
    [
      'a folded coding',
      `${post('Transfer-Encoding:\r\n chunked')}\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    [
      'an unknown coding',
      `${post('Transfer-Encoding: xchunked')}\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    ['identity', `${post('Transfer-Encoding: identity')}\r\n\r\n${smuggled}`],
    [
      'a coding before chunked',
      `${post('Transfer-Encoding: gzip, chunked')}\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    [
      'chunked twice',
      `${post(
        'Transfer-Encoding: chunked, chunked',
      )}\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    [
      'two codings',
      `${post(
        'Transfer-Encoding: chunked',
        'Transfer-Encoding: identity',
      )}\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    [
      'a coding in HTTP/1.0',
      `${post('Transfer-Encoding: chunked').replace(
        'HTTP/1.1',
        'HTTP/1.0',
      )}\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    [
      'a vertical tab before the coding',
      `${post('Transfer-Encoding: \x0bchunked')}\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    ['a bare LF as line end', `${post('X: y')}\n\n${smuggled}`],
    [
      'a bare LF between headers',
      `${post('X: y\nContent-Length: 3')}\r\n\r\nabc${smuggled}`,
    ],
    ['a bare CR in a value', `${post('X: y\rContent-Length: 3')}\r\n\r\nabc`],
    ['a NUL in a value', `${post('X: y\0z')}\r\n\r\n`],
    ['a control character in a value', `${post('X: y\x01z')}\r\n\r\n`],
    ['a control character in a name', `${post('X\x01: y')}\r\n\r\n`],
    ['an empty name', `${post(': y')}\r\n\r\n`],
    ['a line without a colon', `${post('Xy')}\r\n\r\n`],
    [
      'a blank before the first header',
      `POST /user/ada/api HTTP/1.1\r\n Host: jupyter.test\r\n\r\n`,
    ],
    ['two hosts', `${post('Host: evil.test')}\r\n\r\n`],
    ['two equal hosts', `${post('Host: jupyter.test')}\r\n\r\n`],
    ['no host', 'GET /user/ada/api HTTP/1.1\r\n\r\n'],
    ['an empty host', 'GET /user/ada/api HTTP/1.1\r\nHost:\r\n\r\n'],
    [
      'a host with a path',
      'GET /user/ada/api HTTP/1.1\r\nHost: jupyter.test/x\r\n\r\n',
    ],
    [
      'a host with a user',
      'GET /user/ada/api HTTP/1.1\r\nHost: a@jupyter.test\r\n\r\n',
    ],
    [
      'two authorizations',
      `${post(`Authorization: token ${appToken}`)}\r\n\r\n`,
    ],
    ['HTTP/2.0', `${post().replace('HTTP/1.1', 'HTTP/2.0')}\r\n\r\n`],
    ['HTTP/0.9', `${post().replace('HTTP/1.1', 'HTTP/0.9')}\r\n\r\n`],
    ['HTTP/1.2', `${post().replace('HTTP/1.1', 'HTTP/1.2')}\r\n\r\n`],
    ['no version', 'GET /user/ada/api\r\n\r\n'],
    ['the preface of HTTP/2', `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${smuggled}`],
    ['TLS', '\x16\x03\x01\x00\x05\x01\x00\x00\x01\x03\x03'],
  ])('%s', async (_, bytes) => {
    const answer = await rawExchange(target.port, bytes);
    expect(answer.statuses.filter(status => status < 400)).toEqual([]);
    expect(answer.isClosed).toBe(true);
    expect(target.upstream.seen).toEqual([]);
  });
});

describe('a broken chunked body never completes a request', () => {
  it.each([
    ['a size with a prefix', '0x3\r\nabc\r\n0\r\n\r\n'],
    ['a size with a blank', '3 \r\nabc\r\n0\r\n\r\n'],
    ['a size with a sign', '+3\r\nabc\r\n0\r\n\r\n'],
    ['an empty size', '\r\nabc\r\n0\r\n\r\n'],
    ['LF after the size', '3\nabc\r\n0\r\n\r\n'],
    ['LF after the data', '3\r\nabc\n0\r\n\r\n'],
    ['data longer than its size', '3\r\nabcdef\r\n0\r\n\r\n'],
    ['a size that wraps around', 'ffffffffffffffff3\r\nabc\r\n0\r\n\r\n'],
    ['a control character in an extension', '3;\x01\r\nabc\r\n0\r\n\r\n'],
  ])('%s', async (_, body) => {
    const answer = await rawExchange(
      target.port,
      `${post('Transfer-Encoding: chunked')}\r\n\r\n${body}${smuggled}`,
    );
    expect(answer.statuses.filter(status => status < 400)).toEqual([]);
    expect(target.upstream.seen).toEqual([]);
  });

  it('drops trailers, whatever they are called', async () => {
    const trailers =
      'X-Forwarded-User: root\r\nX-Auth-Request-Email: root@x\r\nX-Fine: 1\r\n';
    const answer = await rawExchange(
      target.port,
      `${post(
        'Transfer-Encoding: chunked',
        'Trailer: X-Fine',
      )}\r\n\r\n3\r\nabc\r\n0\r\n${trailers}\r\n`,
      { until: /bodyBytes/ },
    );
    expect(answer.statuses).toEqual([200]);
    expect(target.upstream.seen).toMatchObject([
      { body: 'abc', rawTrailers: [] },
    ]);
  });
});

describe('each request of a connection is judged on its own', () => {
  it('answers pipelined requests in order, one by one', async () => {
    const stranger = target.head('GET', '/secret');
    const answer = await rawExchange(
      target.port,
      target.authorised('GET', '/one') +
        stranger +
        target.authorised('GET', '/two'),
      { until: /two"[^]*bodyBytes/ },
    );
    expect(answer.statuses).toEqual([200, 401, 200]);
    expect(target.upstream.seen.map(({ target: path }) => path)).toEqual([
      '/user/ada/one',
      '/user/ada/two',
    ]);
  });

  it('does not take the body of one request for the next request', async () => {
    const body = target.head('GET', '/in-the-body');
    const bytes = `${post(
      `Content-Length: ${body.length}`,
    )}\r\n\r\n${body}${target.head('GET', '/next')}`;
    const answer = await rawExchange(target.port, bytes, {
      until: /token_required/,
    });
    expect(answer.statuses).toEqual([200, 401]);
    expect(target.upstream.seen).toMatchObject([{ method: 'POST', body }]);
  });

  it('does not read what follows a refused upload as a request', async () => {
    const bytes = `${target
      .head('POST', '/api', 'Content-Length: 500')
      .trimEnd()}\r\n\r\n${smuggled}`;
    const answer = await rawExchange(target.port, bytes);
    expect(answer.statuses).toEqual([401]);
    expect(target.upstream.seen).toEqual([]);
  });
});

describe('only WebSockets are tunnelled', () => {
  it.each([
    [
      'h2c',
      'Upgrade: h2c',
      'Connection: Upgrade, HTTP2-Settings',
      'HTTP2-Settings: AAMAAABkAAQAAP__',
    ],
    ['another protocol', 'Upgrade: tcp', 'Connection: Upgrade'],
    ['several protocols', 'Upgrade: h2c, websocket', 'Connection: Upgrade'],
  ])('%s stays an ordinary request', async (_, ...lines) => {
    const answer = await rawExchange(
      target.port,
      target.authorised('GET', '/plain', ...lines),
      { until: /bodyBytes/ },
    );
    expect(answer.statuses).toEqual([200]);
    const [seen] = target.upstream.seen;
    expect(seen?.rawHeaders.join('\n')).not.toMatch(
      /h2c|HTTP2-Settings|Upgrade/i,
    );
  });

  it.each([
    ['POST', 'POST', []],
    ['a body', 'GET', ['Content-Length: 5']],
    ['a chunked body', 'GET', ['Transfer-Encoding: chunked']],
    ['another version', 'GET', ['Sec-WebSocket-Version: 8']],
    ['no key', 'GET', []],
  ])('a WebSocket with %s is refused', async (what, method, extra) => {
    const key =
      what === 'no key' ? [] : ['Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='];
    const version =
      what === 'another version' ? [] : ['Sec-WebSocket-Version: 13'];
    const answer = await rawExchange(
      target.port,
      target.authorised(
        method,
        '/ws',
        'Upgrade: websocket',
        'Connection: Upgrade',
        ...key,
        ...version,
        ...extra,
      ) + smuggled,
    );
    expect(answer.statuses).toEqual([400]);
    expect(target.upstream.upgrades).toEqual([]);
    expect(target.upstream.seen).toEqual([]);
  });
});

describe('large heads', () => {
  it.each([
    [
      'a long value',
      () => target.authorised('GET', '/x', `X: ${'a'.repeat(40_000)}`),
    ],
    ['a long target', () => target.authorised('GET', `/${'a'.repeat(40_000)}`)],
    [
      'many headers',
      () =>
        target.authorised(
          'GET',
          '/x',
          ...Array.from({ length: 300 }, (_, index) => `X-${index}: 1`),
        ),
    ],
    [
      'one header too many',
      () =>
        target.authorised(
          'GET',
          '/x',
          ...Array.from({ length: 127 }, (_, index) => `X-${index}: 1`),
        ),
    ],
  ])('%s is refused and the connection closed', async (_, bytes) => {
    const answer = await rawExchange(target.port, bytes());
    expect(answer.statuses).toEqual([431]);
    expect(answer.isClosed).toBe(true);
    expect(target.upstream.seen).toEqual([]);
  });
});
