import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

/** Sends every WebSocket message back, and swallows uploads. `echoServer.ts PORT` */
const server = createServer((request, response) => {
  // An answer before the end of an upload would cut it short.
  request.resume();
  request.on('end', () => response.end('stored'));
});
const sockets = new WebSocketServer({ server, maxPayload: 2 ** 24 });
sockets.on('connection', socket => {
  socket.on('message', (data, isBinary) =>
    socket.send(data, { binary: isBinary }),
  );
  socket.on('error', () => {});
});
server.listen(Number(process.argv[2]), '127.0.0.1', 4_096);
