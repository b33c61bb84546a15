import { WebSocket } from 'ws';

export interface OpenedWebSocket {
  readonly socket: WebSocket;
  /** Resolves once it is closed, by whoever. */
  readonly closed: Promise<void>;
}

/** Opens a WebSocket with these cookies, as a page of the origin would; rejects with the status that was answered instead of 101. */
export function openWebSocket(
  serverUrl: string,
  cookie: string,
  origin: string = new URL(serverUrl).origin,
): Promise<OpenedWebSocket> {
  const url = `${serverUrl.replace('http:', 'ws:')}/api/kernels/1/channels`;
  const socket = new WebSocket(url, {
    headers: { cookie, origin },
  });
  const closed = new Promise<void>(resolve => {
    socket.once('close', () => resolve());
  });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve({ socket, closed }));
    socket.once('error', reject);
    socket.once('unexpected-response', (request, response) => {
      request.destroy();
      reject(new Error(`status ${response.statusCode}`));
    });
  });
}
