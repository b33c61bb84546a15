import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to the API server that a test can cut, as a network does. Bytes pass untouched; TLS stays end to end. */
export class ApiServerProxy {
  readonly #target: URL;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer(client => this.#join(client));
  }

  static async open(target: string): Promise<ApiServerProxy> {
    const proxy = new ApiServerProxy(new URL(target));
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject).listen(0, 'localhost', resolve);
    });
    return proxy;
  }

  /** URL of the API server through the proxy. */
  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string')
      throw new Error('The proxy is closed.');
    // The certificate of the API server is good for this name, not for the loopback address.
    return `https://localhost:${address.port}`;
  }

  /** Ends all connections and takes no further ones. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Lets connections through again. */
  mend(): void {
    this.#isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #join(client: Socket): void {
    if (this.#isCut) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(this.#target.port), this.#target.hostname);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ]) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
