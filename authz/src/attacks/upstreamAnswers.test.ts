import { rawExchange } from '../testing/rawExchange';
import { ScriptedUpstream } from '../testing/ScriptedUpstream';
import { Target } from '../testing/Target';

const good = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood';
let upstream: ScriptedUpstream;
let target: Target;

beforeEach(async () => {
  upstream = await ScriptedUpstream.start();
  target = await Target.start({ upstreamPort: upstream.port });
  await proveAlive();
});
afterEach(async () => {
  await target.stop();
  await upstream.stop();
});

const get = (path = '/x') =>
  rawExchange(target.port, target.authorised('GET', path), {
    until: /good|"code":"[^]*\}/,
  });

async function proveAlive() {
  upstream.answer(good);
  const { text } = await get('/alive');
  if (!text.endsWith('\r\n\r\ngood'))
    throw new Error(`The target is dead, so the test proves nothing: ${text}`);
}

/** The next request must get its own answer, on another connection. */
async function expectCleanPool() {
  upstream.answer(good);
  const answer = await get('/next');
  expect(answer.text).toContain('\r\n\r\ngood');
  expect(answer.text).not.toContain('evil');
}

const evil = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil';

describe('an answer head that could be read in two ways gives 502 and costs the server its connection', () => {
  it.each([
    [
      'two lengths',
      'HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nevil',
    ],
    [
      'two equal lengths',
      'HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nevil',
    ],
    [
      'length and coding',
      'HTTP/1.1 200 OK\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'two codings',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'another coding',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'a coding in HTTP/1.0',
      'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a signed length', 'HTTP/1.1 200 OK\r\nContent-Length: +4\r\n\r\nevil'],
    [
      'a list of lengths',
      'HTTP/1.1 200 OK\r\nContent-Length: 4, 4\r\n\r\nevil',
    ],
    [
      'an unsafe length',
      'HTTP/1.1 200 OK\r\nContent-Length: 9007199254740993\r\n\r\nevil',
    ],
    ['an empty length', 'HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nevil'],
    [
      'a blank before the colon',
      'HTTP/1.1 200 OK\r\nContent-Length : 4\r\n\r\nevil',
    ],
    [
      'a folded header',
      'HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 4\r\n\r\nevil',
    ],
    ['a bare LF', 'HTTP/1.1 200 OK\nContent-Length: 4\r\n\r\nevil'],
    [
      'a bare CR',
      'HTTP/1.1 200 OK\r\nX: a\rSet-Cookie: b=c\r\nContent-Length: 4\r\n\r\nevil',
    ],
    ['a NUL', 'HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 4\r\n\r\nevil'],
    [
      'a line without a colon',
      'HTTP/1.1 200 OK\r\nevil\r\nContent-Length: 4\r\n\r\nevil',
    ],
    [
      'an empty name',
      'HTTP/1.1 200 OK\r\n: evil\r\nContent-Length: 4\r\n\r\nevil',
    ],
    ['another version', 'HTTP/2.0 200 OK\r\nContent-Length: 4\r\n\r\nevil'],
    ['no version', '200 OK\r\nContent-Length: 4\r\n\r\nevil'],
    [
      'a status of four digits',
      'HTTP/1.1 2000 OK\r\nContent-Length: 4\r\n\r\nevil',
    ],
    ['status 000', 'HTTP/1.1 000 OK\r\nContent-Length: 4\r\n\r\nevil'],
    [
      'a body with 204',
      'HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\nevil',
    ],
    [
      'chunks with 204',
      'HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'a protocol switch',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\nevil',
    ],
    [
      'endless interim answers',
      'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(50) + evil,
    ],
    [
      'a head beyond the bound',
      `HTTP/1.1 200 OK\r\nX: ${'e'.repeat(
        70_000,
      )}\r\nContent-Length: 4\r\n\r\nevil`,
    ],
    [
      'a head that never ends',
      `HTTP/1.1 200 OK\r\n${'X: evil\r\n'.repeat(20_000)}`,
    ],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.9\r\n\r\n'],
  ])('%s', async (_, bytes) => {
    upstream.answer(bytes);
    const answer = await get();
    expect(answer.statuses).toEqual([502]);
    expect(answer.text).not.toMatch(/evil|Set-Cookie/);
    await expectCleanPool();
  });
});

describe('bytes that belong to no request', () => {
  it.each([
    ['behind a complete answer', 'GET', good + evil],
    ['behind an answer to HEAD', 'HEAD', good],
  ])('%s never answer the next request', async (_, method, bytes) => {
    upstream.answer(bytes);
    const first = await rawExchange(
      target.port,
      target.authorised(method, '/x'),
      { until: method === 'HEAD' ? /\r\n\r\n/ : /good/ },
    );
    expect(first.statuses).toEqual([200]);
    upstream.answer(good);
    const answer = await get('/next');
    expect(answer.text.match(/HTTP\/1\.1 200/g)).toHaveLength(1);
    expect(answer.text).not.toContain('evil');
  });

  it('sent on an idle connection close it', async () => {
    upstream.sockets[0]?.write(evil);
    await new Promise(resolve => setTimeout(resolve, 30));
    expect(upstream.openConnections).toBe(0);
    await expectCleanPool();
  });
});

describe('an answer that breaks off looks like one', () => {
  it.each([
    ['a short body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart'],
    [
      'missing chunks',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n',
    ],
    [
      'a broken chunk size',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\nzz\r\n',
    ],
    [
      'a broken line end',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npartX\r\n0\r\n\r\n',
    ],
    [
      'too long trailers',
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n0\r\n${'X: y\r\n'.repeat(
        3_000,
      )}\r\n`,
    ],
  ])('%s', async (_, bytes) => {
    upstream.onHead = socket => {
      const cut = bytes.indexOf('part') + 4;
      socket.write(bytes.slice(0, cut), 'latin1');
      setTimeout(() => socket.write(bytes.slice(cut), 'latin1'), 20);
      setTimeout(() => socket.destroy(), 60);
    };
    const answer = await rawExchange(
      target.port,
      target.authorised('GET', '/x'),
      { quietMilliseconds: 1_000 },
    );
    expect(answer.statuses).toEqual([200]);
    expect(answer.text).toContain('part');
    expect(answer.text).not.toMatch(/\r\n0\r\n\r\n$/);
    expect(answer.isClosed).toBe(true);
  });

  it('no answer at all is 502', async () => {
    upstream.onHead = socket => socket.destroy();
    expect(
      (
        await rawExchange(target.port, target.authorised('POST', '/x'), {
          until: /code/,
        })
      ).statuses,
    ).toEqual([502]);
  });
});

describe('odd but sound answers pass', () => {
  it.each([
    [
      'interim answers before it',
      `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${good}`,
      /^HTTP\/1\.1 200 OK\r\n[^]*good$/,
    ],
    [
      'a body that ends with the connection',
      'HTTP/1.0 200 OK\r\n\r\ngood',
      /Transfer-Encoding: chunked[^]*good\r\n0\r\n\r\n$/,
    ],
    [
      'no reason',
      'HTTP/1.1 200\r\nContent-Length: 4\r\n\r\ngood',
      /^HTTP\/1\.1 200 \r\n/,
    ],
    [
      'chunks with extensions and trailers',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;a="b"\r\ngood\r\n0\r\nX: y\r\n\r\n',
      /4\r\ngood\r\n0\r\n\r\n$/,
    ],
    [
      '304 with a length',
      'HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n',
      /^HTTP\/1\.1 304 /,
    ],
  ])('%s', async (_, bytes, expected) => {
    upstream.onHead = socket => {
      socket.write(bytes, 'latin1');
      if (bytes.startsWith('HTTP/1.0')) socket.end();
    };
    const answer = await rawExchange(
      target.port,
      target.authorised('GET', '/x'),
      { until: expected },
    );
    expect(answer.text).toMatch(expected);
    await expectCleanPool();
  });

  it('cut at every byte', async () => {
    const bytes =
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ngood\r\n0\r\n\r\n';
    upstream.onHead = async socket => {
      socket.setNoDelay(true);
      for (const byte of bytes) {
        socket.write(byte, 'latin1');
        await new Promise(resolve => setImmediate(resolve));
      }
    };
    const answer = await rawExchange(
      target.port,
      target.authorised('GET', '/x'),
      { until: /\r\n0\r\n\r\n$/ },
    );
    const body = answer.text.slice(answer.text.indexOf('\r\n\r\n') + 4);
    expect(body.replace(/^\d+\r\n|\r\n/gm, '')).toBe('good');
    await expectCleanPool();
  });
});
