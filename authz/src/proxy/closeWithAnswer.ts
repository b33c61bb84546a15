import { STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import { Problem } from '../answers';

type Plain = Pick<Problem, 'status' | 'code' | 'message'>;

/** Writes a last answer on a bare socket, as JSON, and closes it; within the given time even if the client does not. */
export function closeWithAnswer(
  socket: Socket,
  problem: Plain,
  lingerMilliseconds: number = 1_000,
  headers: readonly string[] = [],
): void {
  const body = `${JSON.stringify({
    code: problem.code,
    message: problem.message,
  })}\n`;
  const lines = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? 'Error'}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
    ...headers,
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
  const timer = setTimeout(() => socket.destroy(), lingerMilliseconds);
  socket.once('close', () => clearTimeout(timer));
}

/** What to say to bytes that Node's parser refused. */
export function malformedAnswer(code: string | undefined): Plain {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return {
        status: 431,
        code: 'head_too_large',
        message: 'The head of the request is too large.',
      };
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return {
        status: 413,
        code: 'bad_framing',
        message: 'The chunk extensions are too large.',
      };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return {
        status: 408,
        code: 'head_timeout',
        message: 'The head of the request did not arrive in time.',
      };
    default:
      return {
        status: 400,
        code: 'malformed_request',
        message: 'This is not a request of HTTP/1.1.',
      };
  }
}
