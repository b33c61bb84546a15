import { connect, Socket } from 'node:net';

export interface RawAnswer {
  /** Everything that came back, one character per byte. */
  readonly text: string;
  /** The other side closed the connection. */
  readonly isClosed: boolean;
  /** Status codes of the answers, in order, 1xx included. */
  readonly statuses: readonly number[];
}

export interface RawOptions {
  /** Pieces after the first are sent one by one, each in its own packet. */
  readonly then?: readonly string[];
  /** Stops waiting as soon as the text matches; otherwise at close, or when nothing came for a while. */
  readonly until?: RegExp;
  readonly quietMilliseconds?: number;
}

/** Sends exact bytes (latin1) where an HTTP library would tidy them up, and collects what comes back. */
export function rawExchange(
  port: number,
  bytes: string,
  options: RawOptions = {},
): Promise<RawAnswer> {
  return new Promise(resolve => {
    const socket: Socket = connect({ port, host: '127.0.0.1' });
    let text = '';
    let isClosed = false;
    let timer: NodeJS.Timeout | undefined;
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve({
        text,
        isClosed,
        statuses: [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(match =>
          Number(match[1]),
        ),
      });
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(finish, options.quietMilliseconds ?? 400);
    };
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('close', () => {
      isClosed = true;
      finish();
    });
    socket.on('data', chunk => {
      text += chunk.toString('latin1');
      if (options.until?.test(text)) finish();
      else wait();
    });
    socket.on('connect', async () => {
      socket.write(bytes, 'latin1');
      for (const piece of options.then ?? []) {
        await new Promise(next => setTimeout(next, 5));
        if (!socket.destroyed) socket.write(piece, 'latin1');
      }
      wait();
    });
  });
}

/** A request head with the given lines, ended by the empty line. */
export function head(...lines: readonly string[]): string {
  return `${lines.join('\r\n')}\r\n\r\n`;
}
