import { KubeConfig } from '@kubernetes/client-node';
import { connect, createServer, Server, Socket } from 'node:net';
import { AddressInfo } from 'node:net';

/** A TCP connection to the API server that can be cut and mended. */
export class FaultyLink {
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();
  #port = 0;

  private constructor(private readonly target: URL) {}

  static async open(kubeConfig: KubeConfig): Promise<FaultyLink> {
    const link = new FaultyLink(
      new URL(kubeConfig.getCurrentCluster()?.server ?? ''),
    );
    await link.mend();
    return link;
  }

  /** The same credentials, through the link. */
  kubeConfig(original: KubeConfig): KubeConfig {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromOptions({
      clusters: original.clusters.map(cluster => ({
        ...cluster,
        server: `https://127.0.0.1:${this.#port}`,
      })),
      users: original.users,
      contexts: original.contexts,
      currentContext: original.currentContext,
    });
    return kubeConfig;
  }

  /** Refuses new connections and breaks those that exist. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = new Promise<void>(resolve => {
      if (server) {
        server.close(() => resolve());
      } else {
        resolve();
      }
    });
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    await closed;
  }

  async mend(): Promise<void> {
    const server = createServer(socket => {
      const upstream = connect(Number(this.target.port), this.target.hostname);
      for (const end of [socket, upstream]) {
        this.#sockets.add(end);
        end.on('close', () => this.#sockets.delete(end));
        end.on('error', () => {});
      }
      socket.on('close', () => upstream.destroy());
      upstream.on('close', () => socket.destroy());
      socket.pipe(upstream).pipe(socket);
    });
    this.#server = server;
    await new Promise<void>(resolve =>
      server.listen(this.#port, '127.0.0.1', resolve),
    );
    this.#port = (server.address() as AddressInfo).port;
  }
}
