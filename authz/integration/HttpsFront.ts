import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer, Server } from 'node:https';
import { AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** One https host with a server per path, as an ingress makes it. */
export class HttpsFront {
  private readonly ports = new Map<string, number>();

  private constructor(
    readonly origin: string,
    private readonly server: Server,
  ) {}

  static async start(): Promise<HttpsFront> {
    const server = createServer(await certificate());
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const front = new HttpsFront(`https://127.0.0.1:${port}`, server);
    front.serve();
    return front;
  }

  route(basePath: string, port: number): void {
    this.ports.set(basePath, port);
  }

  async close(): Promise<void> {
    const closed = new Promise(resolve => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private portFor(url = ''): number | undefined {
    const [path = ''] = url.split('?');
    const base = [...this.ports.keys()].find(
      prefix => path === prefix || path.startsWith(`${prefix}/`),
    );
    return base === undefined ? undefined : this.ports.get(base);
  }

  private serve(): void {
    this.server.on('request', (incoming, response) => {
      const port = this.portFor(incoming.url);
      if (port === undefined) {
        response.writeHead(404).end();
        return;
      }
      const { method, url, headers } = incoming;
      const forwarded = request(
        { host: '127.0.0.1', port, method, path: url, headers },
        answer => {
          response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
          answer.pipe(response);
        },
      );
      forwarded.on('error', () => response.destroy());
      incoming.pipe(forwarded);
    });
    this.server.on('upgrade', (incoming, socket, head) => {
      const port = this.portFor(incoming.url);
      if (port === undefined) {
        socket.destroy();
        return;
      }
      const upstream = connect(port, '127.0.0.1', () => {
        const lines = [`GET ${incoming.url} HTTP/1.1`];
        for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
          lines.push(
            `${incoming.rawHeaders[index]}: ${incoming.rawHeaders[index + 1]}`,
          );
        }
        upstream.write(`${lines.join('\r\n')}\r\n\r\n`);
        upstream.write(head);
        socket.pipe(upstream).pipe(socket);
      });
      const end = () => {
        upstream.destroy();
        socket.destroy();
      };
      upstream.on('error', end).on('close', end);
      socket.on('error', end).on('close', end);
    });
  }
}

/** A certificate for this run; browsers in tests are told to take it. */
async function certificate(): Promise<{ key: Buffer; cert: Buffer }> {
  const directory = await mkdtemp(join(tmpdir(), 'amalthea-front-'));
  try {
    const [key, cert] = [join(directory, 'key'), join(directory, 'cert')];
    await run('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1'],
      ...['-subj', '/CN=amalthea-test', '-keyout', key, '-out', cert],
    ]);
    return { key: await readFile(key), cert: await readFile(cert) };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
