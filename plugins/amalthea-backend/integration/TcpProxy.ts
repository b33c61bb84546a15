import {
  connect,
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';

/** What happens to connections: passed on, accepted but never answered, or closed at once. */
export type ProxyMode = 'pass' | 'silent' | 'closed';

/** Stands between the portal and a cluster, so that a test can break the network between them. */
export class TcpProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #mode: ProxyMode = 'pass';

  static async start(target: URL): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    await new Promise<void>(resolve =>
      proxy.#server.listen(0, '127.0.0.1', resolve),
    );
    return proxy;
  }

  private constructor(target: URL) {
    this.#server = createServer(client => {
      this.#keep(client);
      if (this.#mode === 'closed') {
        client.destroy();
        return;
      }
      if (this.#mode === 'silent') return;
      const upstream = connect(Number(target.port), target.hostname);
      this.#keep(upstream);
      // In silence nothing is passed on in either direction, and nobody is told.
      client.on(
        'data',
        chunk => this.#mode === 'pass' && upstream.write(chunk),
      );
      upstream.on(
        'data',
        chunk => this.#mode === 'pass' && client.write(chunk),
      );
      client.on('close', () => upstream.destroy());
      upstream.on('close', () => client.destroy());
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  setMode(mode: ProxyMode): void {
    this.#mode = mode;
    if (mode === 'closed') this.#destroySockets();
  }

  async stop(): Promise<void> {
    this.#destroySockets();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #destroySockets(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
