import { AddressInfo, createServer, Server, Socket } from 'node:net';

/** A server that answers each request head with exact bytes, or does as it is told. */
export class ScriptedUpstream {
  readonly sockets: Socket[] = [];
  readonly received: string[] = [];
  /** Called once per request head on any connection. */
  onHead: (socket: Socket, head: string) => void = () => {};

  private constructor(private readonly server: Server) {
    server.on('connection', socket => {
      this.sockets.push(socket);
      let text = '';
      socket.on('error', () => {});
      socket.on('data', chunk => {
        const piece = chunk.toString('latin1');
        this.received.push(piece);
        text += piece;
        let end = text.indexOf('\r\n\r\n');
        while (end >= 0) {
          const head = text.slice(0, end);
          text = text.slice(end + 4);
          this.onHead(socket, head);
          end = text.indexOf('\r\n\r\n');
        }
      });
    });
  }

  static async start(): Promise<ScriptedUpstream> {
    const upstream = new ScriptedUpstream(createServer());
    await new Promise<void>(resolve => {
      upstream.server.listen(0, '127.0.0.1', resolve);
    });
    return upstream;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get openConnections(): number {
    return this.sockets.filter(socket => !socket.destroyed).length;
  }

  /** Answers every request head with these bytes. */
  answer(bytes: string): void {
    this.onHead = socket => socket.write(bytes, 'latin1');
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise(resolve => {
      this.server.close(resolve);
    });
  }
}
