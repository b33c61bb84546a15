import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo, Socket } from 'node:net';
import { acceptFor } from '../websocket';

export interface SeenRequest {
  readonly method: string;
  readonly target: string;
  readonly rawHeaders: readonly string[];
  readonly body: string;
  readonly rawTrailers: readonly string[];
}

/** A server behind the proxy that remembers what reached it and says so in its answer. */
export class EchoUpstream {
  readonly seen: SeenRequest[] = [];
  readonly upgrades: SeenRequest[] = [];
  readonly webSockets: Socket[] = [];
  /** Takes over the answer of a request; return true when it did. */
  respond:
    | ((request: IncomingMessage, response: ServerResponse) => boolean)
    | undefined;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => {});
    });
    server.on('request', (request, response) =>
      this.request(request, response),
    );
    server.on(
      'upgrade',
      (request: IncomingMessage, socket: Socket, first: Buffer) =>
        this.upgrade(request, socket, first),
    );
  }

  static async start(): Promise<EchoUpstream> {
    const server = createServer({ keepAliveTimeout: 60_000 });
    const upstream = new EchoUpstream(server);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return upstream;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get openConnections(): number {
    return this.sockets.size;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise(resolve => {
      this.server.close(resolve);
    });
  }

  private request(request: IncomingMessage, response: ServerResponse): void {
    if (this.respond?.(request, response)) return;
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('error', () => {});
    request.on('end', () => {
      const seen = describe(request, Buffer.concat(chunks).toString('latin1'));
      this.seen.push(seen);
      const body = JSON.stringify({
        method: seen.method,
        target: seen.target,
        headers: seen.rawHeaders,
        bodyBytes: seen.body.length,
      });
      response.writeHead(200, {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
      });
      response.end(body);
    });
  }

  /** Accepts every WebSocket and sends back each byte that comes through it. */
  private upgrade(
    request: IncomingMessage,
    socket: Socket,
    first: Buffer,
  ): void {
    this.upgrades.push(describe(request, first.toString('latin1')));
    this.webSockets.push(socket);
    socket.on('error', () => {});
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptFor(
        request.headers['sec-websocket-key'] ?? '',
      )}\r\n\r\n`,
    );
    if (first.length > 0) socket.write(first);
    socket.pipe(socket);
  }
}

function describe(request: IncomingMessage, body: string): SeenRequest {
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    rawHeaders: request.rawHeaders,
    body,
    rawTrailers: request.rawTrailers,
  };
}

/** All values of a header, in order. */
export function headerValues(
  { rawHeaders }: { readonly rawHeaders: readonly string[] },
  name: string,
): string[] {
  return rawHeaders.filter(
    (_, index) =>
      index % 2 === 1 &&
      rawHeaders[index - 1]?.toLowerCase() === name.toLowerCase(),
  );
}
