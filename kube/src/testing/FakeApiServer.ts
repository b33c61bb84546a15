import { KubeConfig } from '@kubernetes/client-node';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo, Socket } from 'node:net';

/** A request as it arrived. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers one request, in any way at all. */
export type Answer = (
  request: ReceivedRequest,
  response: ServerResponse,
) => void | Promise<void>;

/** An HTTP server that misbehaves on command. Answers are given in order; the last one stays. */
export class FakeApiServer {
  readonly requests: ReceivedRequest[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #answers: Answer[] = [];
  connections = 0;

  private constructor() {
    this.#server = createServer((incoming, response) => {
      this.receive(incoming, response).catch(() => response.destroy());
    });
    this.#server.on('connection', socket => {
      this.connections += 1;
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(): Promise<FakeApiServer> {
    const fake = new FakeApiServer();
    await new Promise<void>(resolve =>
      fake.#server.listen(0, '127.0.0.1', resolve),
    );
    return fake;
  }

  answer(...answers: Answer[]): void {
    this.#answers = answers;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Connections that are open now. */
  get openSockets(): number {
    return this.#sockets.size;
  }

  kubeConfig(user: object = {}): KubeConfig {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromOptions({
      // client-node allows plain HTTP only together with this.
      clusters: [
        {
          name: 'fake',
          server: `http://127.0.0.1:${this.port}`,
          skipTLSVerify: true,
        },
      ],
      users: [{ name: 'user', ...user }],
      contexts: [{ name: 'fake', cluster: 'fake', user: 'user' }],
      currentContext: 'fake',
    });
    return kubeConfig;
  }

  async stop(): Promise<void> {
    this.dropConnections();
    await new Promise<void>(resolve => this.#server.close(() => resolve()));
  }

  dropConnections(): void {
    for (const socket of this.#sockets) {
      socket.destroy();
    }
  }

  private async receive(
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) {
      chunks.push(chunk);
    }
    const url = new URL(incoming.url ?? '/', 'http://fake');
    const request = {
      method: incoming.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    this.requests.push(request);
    const answer =
      this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0];
    await answer?.(request, response);
  }
}

/** Answers with JSON. */
export function json(
  value: unknown,
  status: number = 200,
  headers: Record<string, string> = {},
): Answer {
  return (_request, response) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      ...headers,
    });
    response.end(JSON.stringify(value));
  };
}

/** Answers with an API error. */
export function failure(
  status: number,
  reason: string,
  more: object = {},
  headers: Record<string, string> = {},
): Answer {
  return json(
    {
      kind: 'Status',
      status: 'Failure',
      code: status,
      reason,
      message: `it is ${reason}`,
      ...more,
    },
    status,
    headers,
  );
}

/** Breaks the connection: before anything is answered, or after a piece of the answer. */
export function reset(piece?: string): Answer {
  return (_request, response) => {
    if (piece === undefined) {
      response.socket?.destroy();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(piece, () => response.socket?.destroy());
  };
}

/** Never answers. */
export const silence: Answer = () => {};

/** A watch that sends these events and then ends, or stays open. */
export function events(list: readonly object[], end: boolean = false): Answer {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    for (const event of list) {
      response.write(`${JSON.stringify(event)}\n`);
    }
    if (list.length === 0) {
      response.flushHeaders();
    }
    if (end) {
      response.end();
    }
  };
}

/** A ConfigMap. */
export function configMap(
  name: string,
  resourceVersion: string,
  more: object = {},
) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: 'a',
      uid: `uid-${name}`,
      resourceVersion,
      ...more,
    },
  };
}

/** A bookmark; with `end` the one that ends a streaming list. */
export function bookmark(resourceVersion: string, end: boolean = false) {
  const annotations = end ? { 'k8s.io/initial-events-end': 'true' } : {};
  return {
    type: 'BOOKMARK',
    object: { kind: 'ConfigMap', metadata: { resourceVersion, annotations } },
  };
}
