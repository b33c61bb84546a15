import { connect, Socket } from 'node:net';
import { AuthzConfig } from '../config';
import { FixedGate } from '../testing/FixedGate';
import { rawExchange } from '../testing/rawExchange';
import { ScriptedUpstream } from '../testing/ScriptedUpstream';
import { appToken, Target, targetConfig } from '../testing/Target';
import { acceptFor } from '../websocket';

const key = 'AAAAAAAAAAAAAAAAAAAAAA==';
const upgrade = [
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  `Sec-WebSocket-Key: ${key}`,
  'Origin: http://jupyter.test',
];

interface Open {
  readonly socket: Socket;
  readonly text: () => string;
  readonly closed: Promise<void>;
}

async function open(port: number, bytes: string): Promise<Open> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', chunk => {
    text += chunk.toString('latin1');
  });
  socket.on('error', () => {});
  const closed = new Promise<void>(resolve => {
    socket.on('close', () => resolve());
  });
  socket.write(bytes, 'latin1');
  await until(() => text.includes('\r\n\r\n') || socket.destroyed);
  return { socket, text: () => text, closed };
}

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 400 && !condition(); turn += 1)
    await new Promise(resolve => setTimeout(resolve, 5));
  if (!condition()) throw new Error('It did not happen within two seconds.');
}

describe('a refused upgrade never becomes a tunnel', () => {
  const smuggled =
    'GET /user/ada/api/secret HTTP/1.1\r\nHost: jupyter.test\r\n\r\n';
  let upstream: ScriptedUpstream;
  let target: Target;

  beforeEach(async () => {
    upstream = await ScriptedUpstream.start();
    target = await Target.start({ upstreamPort: upstream.port });
    upstream.answer('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood');
    const alive = await rawExchange(
      target.port,
      target.authorised('GET', '/alive'),
      { until: /good/ },
    );
    if (alive.statuses[0] !== 200)
      throw new Error('The target is dead, so the test proves nothing.');
    upstream.received.length = 0;
  });
  afterEach(async () => {
    await target.stop();
    await upstream.stop();
  });

  it.each([
    ['an ordinary answer', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', 502],
    [
      'a redirect',
      'HTTP/1.1 302 Found\r\nLocation: http://evil.test\r\nContent-Length: 0\r\n\r\n',
      502,
    ],
    ['403', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nevil', 403],
    ['426', 'HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n', 426],
    [
      'another protocol',
      `HTTP/1.1 101 X\r\nUpgrade: h2c\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptFor(
        key,
      )}\r\n\r\n`,
      502,
    ],
    [
      'a wrong accept key',
      'HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: AAAA\r\n\r\n',
      502,
    ],
    [
      'no accept key',
      'HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      502,
    ],
    [
      'no Connection',
      `HTTP/1.1 101 X\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${acceptFor(
        key,
      )}\r\n\r\n`,
      502,
    ],
    [
      'a length',
      `HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nContent-Length: 5\r\nSec-WebSocket-Accept: ${acceptFor(
        key,
      )}\r\n\r\n`,
      502,
    ],
    ['no HTTP', 'evil\r\n\r\n', 502],
    ['an endless head', `HTTP/1.1 101 X\r\nX: ${'e'.repeat(80_000)}`, 502],
  ])('%s', async (_, bytes, status) => {
    upstream.answer(bytes);
    const answer = await rawExchange(
      target.port,
      target.authorised('GET', '/ws', ...upgrade) + smuggled,
      { then: [smuggled] },
    );
    expect(answer.statuses).toEqual([status]);
    expect(answer.isClosed).toBe(true);
    expect(answer.text).not.toContain('evil');
    expect(upstream.received.join('')).not.toContain('secret');
  });

  it('no byte goes to the server before its 101', async () => {
    upstream.onHead = () => {};
    const { socket, text } = await (async () => {
      const client = connect(target.port, '127.0.0.1');
      let received = '';
      client.on('data', chunk => {
        received += chunk.toString('latin1');
      });
      client.on('error', () => {});
      client.write(
        target.authorised('GET', '/ws', ...upgrade) + smuggled,
        'latin1',
      );
      await until(() => upstream.received.length > 0);
      client.write(smuggled);
      await new Promise(resolve => setTimeout(resolve, 50));
      return { socket: client, text: () => received };
    })();
    expect(upstream.received.join('')).not.toContain('secret');
    const first = upstream.received.length;
    upstream.sockets
      .at(-1)
      ?.write(
        `HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptFor(
          key,
        )}\r\n\r\n`,
      );
    await until(() => upstream.received.length > first);
    await until(() => text().includes('101'));
    expect(upstream.received.slice(first).join('')).toContain('secret');
    socket.destroy();
  });
});

describe('sockets die with the session', () => {
  let target: Target;
  let cookie: string;
  let config: AuthzConfig;

  beforeEach(async () => {
    target = await Target.start();
    config = targetConfig({}, target.upstream.port);
    await target.proveAlive();
    cookie = await target.signIn();
  });
  afterEach(() => target.stop());

  const openOne = () =>
    open(
      target.port,
      target.head(
        'GET',
        '/api/kernels/1/channels',
        `Cookie: ${cookie}`,
        ...upgrade,
      ),
    );

  it('carries bytes both ways until then', async () => {
    const { socket, text } = await openOne();
    socket.write('\x82\x85\x00\x00\x00\x00hello', 'latin1');
    await until(() => text().endsWith('hello'));
    socket.destroy();
    await until(() => target.upstream.webSockets[0]?.destroyed ?? false);
  });

  it('at sign-out', async () => {
    const one = await openOne();
    const answer = await rawExchange(
      target.port,
      target.head(
        'POST',
        '/oauth2/sign_out',
        `Cookie: ${cookie}`,
        'Origin: http://jupyter.test',
        'Content-Length: 0',
      ),
      { until: /<\/html>/ },
    );
    expect(answer.statuses).toEqual([200]);
    await one.closed;
    await until(() => target.upstream.webSockets[0]?.destroyed ?? false);
  });

  it('and the cookie is dead on the server then', async () => {
    await rawExchange(
      target.port,
      target.head(
        'POST',
        '/oauth2/sign_out',
        `Cookie: ${cookie}`,
        'Origin: http://jupyter.test',
        'Content-Length: 0',
      ),
      { until: /<\/html>/ },
    );
    const answer = await rawExchange(
      target.port,
      target.head('GET', '/api', `Cookie: ${cookie}`),
      { until: /code/ },
    );
    expect(answer.statuses).toEqual([401]);
  });

  it('when the token changes', async () => {
    const one = await openOne();
    target.authz.configure({
      ...config,
      secrets: { ...config.secrets, appToken: 'another-token' },
    });
    await one.closed;
    expect(
      (
        await rawExchange(
          target.port,
          target.head('GET', '/api', `Cookie: ${cookie}`),
          { until: /code/ },
        )
      ).statuses,
    ).toEqual([401]);
    expect(
      (
        await rawExchange(
          target.port,
          target.head('GET', '/api', `Authorization: token ${appToken}`),
          { until: /code/ },
        )
      ).statuses,
    ).toEqual([401]);
  });

  it('not at a sign-out that another site asks for', async () => {
    const one = await openOne();
    for (const line of [
      'Origin: http://evil.test',
      'Sec-Fetch-Site: cross-site',
      'X: y',
    ]) {
      const answer = await rawExchange(
        target.port,
        target.head(
          'POST',
          '/oauth2/sign_out',
          `Cookie: ${cookie}`,
          line,
          'Content-Length: 0',
        ),
        { until: /code/ },
      );
      expect(answer.statuses).toEqual([403]);
    }
    expect(
      (
        await rawExchange(
          target.port,
          target.head('GET', '/oauth2/sign_out', `Cookie: ${cookie}`),
          { until: /<\/html>/ },
        )
      ).statuses,
    ).toEqual([200]);
    expect(one.socket.destroyed).toBe(false);
    one.socket.destroy();
  });
});

describe('sockets of a session that expires', () => {
  it('close at that moment', async () => {
    const expiresAtSeconds = Math.floor(Date.now() / 1000) + 1;
    const target = await Target.start({
      gate: () =>
        new FixedGate({
          kind: 'allow',
          identity: { groups: [] },
          proof: 'cookie',
          sessionId: 's',
          expiresAtSeconds,
        }),
    });
    await target.proveAlive();
    const one = await open(
      target.port,
      target.authorised('GET', '/ws', ...upgrade),
    );
    expect(one.text()).toContain('101');
    await one.closed;
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAtSeconds * 1000);
    await target.stop();
  });
});
