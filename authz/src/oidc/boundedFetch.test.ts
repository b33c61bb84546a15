import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { boundedFetch } from './boundedFetch';
import { providerRequest } from './providerRequest';

describe('a question to the provider', () => {
  const fetch = boundedFetch(providerRequest);
  let server: Server;
  let url: string;
  let answer: RequestListener;

  beforeEach(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>(listening => {
      server.listen(0, '127.0.0.1', listening);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(closed => {
      server.close(closed);
    });
  });

  it('carries method, headers and a form, and gets status, headers and text', async () => {
    answer = (request, response) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => {
        response.writeHead(418, [
          ...['X-Test', '1', 'X-Test', '2'],
          ...['Content-Type', 'application/json'],
        ]);
        const { method, headers } = request;
        response.end(JSON.stringify([method, headers.dpop, body]));
      });
    };
    const got = await fetch(url, {
      method: 'POST',
      headers: { dpop: 'proof' },
      body: new URLSearchParams({ code: 'ä&' }),
    });
    expect(got.status).toBe(418);
    expect(got.headers.get('x-test')).toBe('1, 2');
    expect(await got.clone().json()).toEqual([
      'POST',
      'proof',
      'code=%C3%A4%26',
    ]);
    expect(await got.json()).toEqual(['POST', 'proof', 'code=%C3%A4%26']);
    expect(got.bodyUsed).toBe(true);
    await expect(got.text()).rejects.toThrow('read already');
  });

  it('follows no redirect', async () => {
    let requests = 0;
    answer = (_, response) => {
      requests += 1;
      response.writeHead(307, { Location: '/elsewhere' }).end();
    };
    const got = await fetch(url, {});
    expect(got.status).toBe(307);
    expect(got.headers.get('location')).toBe('/elsewhere');
    expect(requests).toBe(1);
  });

  it.each([
    ['gzip', gzipSync],
    ['X-GZIP', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', (text: string) => text],
  ])('asks for no compression, but understands %s', async (coding, pack) => {
    let asked: string | undefined;
    answer = (request, response) => {
      asked = request.headers['accept-encoding'] as string;
      response.setHeader('Content-Encoding', coding);
      response.end(pack('{"a": 1}'));
    };
    expect(await (await fetch(url, {})).json()).toEqual({ a: 1 });
    expect(asked).toBe('identity');
  });

  it.each(['zstd', 'gzip, gzip'])(
    'refuses what was packed with %s',
    async coding => {
      answer = (_, response) => {
        response.setHeader('Content-Encoding', coding);
        response.end(gzipSync(gzipSync('{}')));
      };
      await expect(fetch(url, {})).rejects.toThrow('UNKNOWN_CONTENT_ENCODING');
    },
  );

  it('refuses what was packed wrongly', async () => {
    answer = (_, response) => {
      response.setHeader('Content-Encoding', 'gzip');
      response.end('{}');
    };
    await expect(fetch(url, {})).rejects.toThrow('Z_DATA_ERROR');
  });

  it.each([
    ['without end', undefined],
    ['that unpacks to too much', gzipSync('x'.repeat(2_000_000))],
  ])('breaks off an answer %s', async (_name, bomb) => {
    const gone = new Promise<void>(resolve => {
      answer = (_, response) => {
        response.on('close', resolve);
        if (bomb) {
          response.setHeader('Content-Encoding', 'gzip');
          response.write(bomb);
        } else {
          const more = () => {
            if (!response.destroyed)
              response.write('x'.repeat(65_536), () => setImmediate(more));
          };
          more();
        }
      };
    });
    await expect(fetch(url, {})).rejects.toThrow('larger than 1048576 bytes');
    await expect(gone).resolves.toBeUndefined();
  });

  it.each([
    ['no answer', () => {}],
    ['half an answer', (_, response) => response.write('{')],
  ] satisfies [string, RequestListener][])(
    'waits no longer than it should for %s',
    async (_name, listener) => {
      answer = listener;
      await expect(
        fetch(url, { signal: AbortSignal.timeout(50) }),
      ).rejects.toThrow('The provider did not answer (TimeoutError).');
    },
  );

  it('fails when the answer breaks off', async () => {
    answer = (_, response) => {
      response.setHeader('Content-Length', 10);
      response.write('{', () => response.destroy());
    };
    await expect(fetch(url, {})).rejects.toMatchObject({
      code: 'provider_unreachable',
      message: 'The provider did not answer (ECONNRESET).',
    });
  });

  it('says why there was no answer', async () => {
    await expect(fetch('http://127.0.0.1:1/', {})).rejects.toThrow(
      'ECONNREFUSED',
    );
  });

  it('carries text or nothing', async () => {
    await expect(fetch(url, { body: new Blob() })).rejects.toThrow('TypeError');
  });
});
