import { connect } from 'node:net';
import { Gate } from '../gate';
import { FixedGate } from '../testing/FixedGate';
import { rawExchange } from '../testing/rawExchange';
import { appToken, Target } from '../testing/Target';

let target: Target;
afterEach(() => target.stop());

async function start(options: Parameters<typeof Target.start>[0] = {}) {
  target = await Target.start(options);
  await target.proveAlive();
  target.forget();
}

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 600 && !condition(); turn += 1)
    await new Promise(resolve => setTimeout(resolve, 5));
  if (!condition()) throw new Error('It did not happen within three seconds.');
}

describe('every error of a decision is a refusal', () => {
  const broken: [string, () => Gate][] = [
    [
      'throws',
      () =>
        Object.assign(new FixedGate({ kind: 'unauthenticated' }), {
          judge: () => {
            throw new Error('store');
          },
        }),
    ],
    [
      'rejects',
      () =>
        Object.assign(new FixedGate({ kind: 'unauthenticated' }), {
          judge: async () => {
            throw new Error('store');
          },
        }),
    ],
    [
      'is unavailable',
      () => new FixedGate({ kind: 'unavailable', reason: 'no provider' }),
    ],
  ];

  it.each(broken)('a gate that %s', async (_, gate) => {
    const live = new FixedGate({
      kind: 'allow',
      identity: { groups: [] },
      proof: 'none',
    });
    const bad = gate();
    let isBroken = false;
    await start({
      gate: () =>
        Object.assign(live, {
          judge: (view: never) =>
            isBroken
              ? bad.judge(view)
              : { kind: 'allow', identity: { groups: [] }, proof: 'none' },
        }),
    });
    isBroken = true;
    const upgrade = [
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    ];
    for (const lines of [[], ['Accept: text/html'], upgrade]) {
      const answer = await rawExchange(
        target.port,
        target.head('GET', '/api', ...lines),
        { until: /code|<\/html>/ },
      );
      expect([500, 503]).toContain(answer.statuses[0]);
    }
    expect(
      (
        await rawExchange(target.port, target.head('GET', '/oauth2/auth'), {
          until: /code/,
        })
      ).statuses[0],
    ).toBeGreaterThanOrEqual(400);
    expect(target.upstream.seen).toEqual([]);
    expect(target.upstream.upgrades).toEqual([]);
    isBroken = false;
    await target.proveAlive();
  });
});

describe('slow and half-open clients', () => {
  it('a head that does not arrive in time ends the connection', async () => {
    await start({ settings: { limits: { headSeconds: 1 } } });
    const answer = await rawExchange(
      target.port,
      'GET /user/ada/api HTTP/1.1\r\nHost: jupyter.test\r\n',
      { quietMilliseconds: 8_000 },
    );
    expect(answer.isClosed).toBe(true);
    expect(answer.statuses).toEqual([408]);
    await target.proveAlive();
  }, 15_000);

  it('more connections than the limit are not served, and the others are', async () => {
    await start({ settings: { limits: { connections: 5 } } });
    const idle = Array.from({ length: 20 }, () =>
      connect(target.port, '127.0.0.1').on('error', () => {}),
    );
    await until(() => idle.filter(socket => socket.destroyed).length >= 15);
    idle.forEach(socket => socket.destroy());
    await until(() => idle.every(socket => socket.destroyed));
    await new Promise(resolve => setTimeout(resolve, 50));
    await target.proveAlive();
  });
});

describe('streams', () => {
  it('an event of the server arrives at once', async () => {
    await start();
    target.upstream.respond = (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.flushHeaders();
      setTimeout(() => response.write('data: one\n\n'), 50);
      return true;
    };
    const headers = await rawExchange(
      target.port,
      target.authorised('GET', '/events'),
      { until: /\r\n\r\n/ },
    );
    expect(headers.text).toContain('text/event-stream');
    const event = await rawExchange(
      target.port,
      target.authorised('GET', '/events'),
      { until: /data: one/ },
    );
    expect(event.text).toContain('data: one');
    target.upstream.respond = undefined;
    await target.proveAlive();
  });

  it('a client that leaves takes its upstream request along', async () => {
    await start();
    let isGone = false;
    target.upstream.respond = (_, response) => {
      response.on('close', () => {
        isGone = true;
      });
      response.writeHead(200);
      response.write('start');
      return true;
    };
    await rawExchange(target.port, target.authorised('GET', '/slow'), {
      until: /start/,
    });
    await until(() => isGone);
    target.upstream.respond = undefined;
    await target.proveAlive();
  });

  it('a client that does not read holds the server back', async () => {
    await start();
    let written = 0;
    target.upstream.respond = (_, response) => {
      response.writeHead(200);
      const more = () => {
        while (
          written < 512 &&
          !response.destroyed &&
          response.write(Buffer.alloc(256 * 1024))
        )
          written += 1;
      };
      response.on('drain', () => {
        written += 1;
        more();
      });
      more();
      return true;
    };
    const client = connect(target.port, '127.0.0.1');
    client.pause();
    client.write(target.authorised('GET', '/download'));
    let before = -1;
    while (written !== before) {
      before = written;
      await new Promise(resolve => setTimeout(resolve, 150));
    }
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(200);
    client.destroy();
    target.upstream.respond = undefined;
    await target.proveAlive();
  });

  it.each(['sized', 'chunked'])(
    'an upload of 64 MiB arrives whole: %s',
    async kind => {
      await start();
      let received = 0;
      target.upstream.respond = (request, response) => {
        request.on('data', chunk => {
          received += chunk.length;
        });
        request.on('end', () => response.end('{"bodyBytes"}'));
        return true;
      };
      const piece = 'x'.repeat(1024 * 1024);
      const body =
        kind === 'sized'
          ? Array.from({ length: 64 }, () => piece)
          : [
              ...Array.from({ length: 64 }, () => `100000\r\n${piece}\r\n`),
              '0\r\n\r\n',
            ];
      const line =
        kind === 'sized'
          ? `Content-Length: ${64 * 1024 * 1024}`
          : 'Transfer-Encoding: chunked';
      const answer = await rawExchange(
        target.port,
        target.authorised('PUT', '/big', line),
        { then: body, until: /bodyBytes/, quietMilliseconds: 10_000 },
      );
      expect(answer.statuses).toEqual([200]);
      expect(received).toBe(64 * 1024 * 1024);
    },
    30_000,
  );

  it('100-continue comes from the server, after the request was authorised', async () => {
    await start();
    const refused = await rawExchange(
      target.port,
      target.head('PUT', '/big', 'Expect: 100-continue', 'Content-Length: 5'),
      { until: /code/ },
    );
    expect(refused.statuses).toEqual([401]);
    const answer = await rawExchange(
      target.port,
      target.authorised(
        'PUT',
        '/big',
        'Expect: 100-continue',
        'Content-Length: 5',
      ),
      { until: /100 Continue/ },
    );
    expect(answer.statuses).toEqual([100]);
    const whole = await rawExchange(
      target.port,
      target.authorised(
        'PUT',
        '/big',
        'Expect: 100-continue',
        'Content-Length: 5',
      ),
      { then: ['hello'], until: /bodyBytes/ },
    );
    expect(whole.statuses).toEqual([100, 200]);
    expect(target.upstream.seen.at(-1)?.body).toBe('hello');
  });

  it('another expectation is refused', async () => {
    await start();
    const answer = await rawExchange(
      target.port,
      target.authorised('PUT', '/x', 'Expect: miracles', 'Content-Length: 5'),
      { until: /code/ },
    );
    expect(answer.statuses).toEqual([417]);
  });
});

describe('no request takes the process down', () => {
  it.each([
    'Origin: null',
    'Origin: http://[',
    'Referer: http://[',
    'Referer: \xff\xfe',
    `Cookie: ${'a=b; '.repeat(4_000)}`,
    `Cookie: ${';'.repeat(8_000)}`,
    `Cookie: amalthea-session-ada=${'A'.repeat(9_000)}`,
    `X-Forwarded-For: ${'1,'.repeat(4_000)}`,
    'Host: [::1',
    'Host: \xff',
    'Authorization: \x80\x81',
    `Authorization: token ${'a'.repeat(20_000)}`,
    'Accept: \xe4',
    'Sec-Fetch-Site: \xff',
    'Connection: ,,,;',
    'Upgrade: ',
    '__proto__: x',
    'constructor: y',
    'toString: z',
  ])('%s', async line => {
    await start();
    for (const path of [
      '/api',
      '/oauth2/start',
      '/oauth2/auth',
      '/oauth2/sign_out',
      '/lab?%ff%&token=%&=',
      '/oauth2/start?rd=%ff%00//evil',
    ]) {
      for (const method of ['GET', 'POST'])
        await rawExchange(target.port, target.head(method, path, line), {
          until: /\r\n\r\n/,
        });
    }
    await target.proveAlive();
    expect(target.authz.counters.uncaughtExceptions).toBe(0);
  });

  it('a client that resets its connection at any moment does not either', async () => {
    await start();
    for (const bytes of [
      'G',
      'GET /user/ada/x HTTP/1.1\r\n',
      target.authorised('GET', '/x'),
      target.authorised('POST', '/x', 'Content-Length: 50'),
    ]) {
      const client = connect(target.port, '127.0.0.1').on('error', () => {});
      client.write(bytes);
      await new Promise(resolve => setTimeout(resolve, 10));
      client.resetAndDestroy();
    }
    await target.proveAlive();
  });
});

it('logs hold no secret and are bounded', async () => {
  const lines: string[] = [];
  const write = (fields: object, message: string) =>
    lines.push(JSON.stringify({ ...fields, message }));
  await start({
    settings: { log: { access: true } },
    log: { debug: write, info: write, warn: write, error: write },
  });
  await rawExchange(
    target.port,
    target.authorised(
      'GET',
      `/x?token=${appToken}&code=abc-secret`,
      'Cookie: a=cookie-secret',
    ),
    { until: /bodyBytes/ },
  );
  await rawExchange(
    target.port,
    target.head('GET', `/${'p'.repeat(20_000)}?secret-query`),
    { until: /code/ },
  );
  expect(lines.length).toBeGreaterThanOrEqual(2);
  expect(lines.join('\n')).not.toMatch(new RegExp(`${appToken}|secret`));
  expect(Math.max(...lines.map(line => line.length))).toBeLessThan(1_000);
});

it('a connection that says nothing is closed after the time for a head', async () => {
  await start({ settings: { limits: { headSeconds: 1 } } });
  const answer = await rawExchange(target.port, '', {
    quietMilliseconds: 8_000,
  });
  expect(answer.isClosed).toBe(true);
}, 15_000);

it('an oversized cookie jar is refused, and the session still works without it', async () => {
  await start();
  const cookie = await target.signIn();
  const large = await rawExchange(
    target.port,
    target.head('GET', '/api', `Cookie: ${cookie}; x=${'y'.repeat(40_000)}`),
    { until: /code/ },
  );
  expect(large.statuses).toEqual([431]);
  const good = await rawExchange(
    target.port,
    target.head('GET', '/api', `Cookie: ${cookie}`),
    { until: /bodyBytes/ },
  );
  expect(good.statuses).toEqual([200]);
});
