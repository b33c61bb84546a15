import { createServer, IncomingHttpHeaders } from 'node:http';
import { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

export interface EchoedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** Stands where Jupyter would: tells what reached it, and answers WebSocket messages with themselves. */
export class EchoServer {
  readonly received: EchoedRequest[] = [];
  private readonly sockets = new WebSocketServer({ noServer: true });
  // As much as Tornado takes.
  private readonly server = createServer(
    { maxHeaderSize: 65_536 },
    (request, response) => {
      const { method = '', url = '', headers } = request;
      this.received.push({ method, url, headers });
      request.resume();
      if (url.includes('/page')) {
        response.setHeader('content-type', 'text/html');
        response.end(
          '<!doctype html><title>The server</title><h1>The server</h1>',
        );
        return;
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ method, url, headers }));
    },
  );

  async start(): Promise<number> {
    this.server.on('upgrade', (request, socket, head) => {
      const { method = '', url = '', headers } = request;
      this.received.push({ method, url, headers });
      this.sockets.handleUpgrade(request, socket, head, webSocket =>
        webSocket.on('message', data => webSocket.send(String(data))),
      );
    });
    await new Promise<void>(resolve => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const client of this.sockets.clients) client.terminate();
    this.sockets.close();
    const closed = new Promise(resolve => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}
