import { connect } from 'node:net';
import WebSocket from 'ws';
import { Candidate } from './Bench';
import { cpu } from './load';

const connections = 16;

async function open(candidate: Candidate): Promise<WebSocket> {
  const origin = `http://127.0.0.1:${candidate.port}`;
  const socket = new WebSocket(`ws://127.0.0.1:${candidate.port}/ws`, {
    headers: candidate.cookie ? { Cookie: candidate.cookie } : {},
    origin,
    perMessageDeflate: false,
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return socket;
}

/** CPU microseconds of the candidate per message there and back, 16 connections in ping-pong. */
export async function messages(
  candidate: Candidate,
  bytes: number,
  total: number,
): Promise<number> {
  const sockets = await Promise.all(
    Array.from({ length: connections }, () => open(candidate)),
  );
  const message = Buffer.alloc(bytes, 'm');
  const before = await cpu(candidate);
  await Promise.all(
    sockets.map(
      socket =>
        new Promise<void>((resolve, reject) => {
          let left = Math.ceil(total / connections);
          socket.on('error', reject);
          socket.on('message', () => {
            left -= 1;
            if (left === 0) resolve();
            else socket.send(message);
          });
          socket.send(message);
        }),
    ),
  );
  const after = await cpu(candidate);
  sockets.forEach(socket => socket.terminate());
  return (after - before) / (Math.ceil(total / connections) * connections);
}

/** Opens and closes so many WebSockets, some at a time, without a WebSocket library in the way. */
export async function openAndClose(
  candidate: Candidate,
  total: number,
): Promise<void> {
  let left = total;
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(candidate.port, '127.0.0.1');
      const timer = setTimeout(
        () => socket.destroy(new Error('A WebSocket did not open in time.')),
        10_000,
      );
      socket.once('error', reject);
      socket.once('data', answer => {
        clearTimeout(timer);
        if (!answer.toString('latin1').startsWith('HTTP/1.1 101'))
          reject(new Error(answer.toString('latin1')));
        socket.end();
        socket.destroy();
        resolve();
      });
      socket.write(
        `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${candidate.port}\r\nOrigin: http://127.0.0.1:${candidate.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nCookie: ${candidate.cookie}\r\n\r\n`,
      );
    });
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      while (left > 0) {
        left -= 1;
        await one();
      }
    }),
  );
}
