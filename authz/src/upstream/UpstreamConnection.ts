import { connect, Socket } from 'node:net';
import { ReadBuffer, ReadBuffers } from './ReadBuffers';
import { ResponseEvents, ResponseParser } from './ResponseParser';
import { UpstreamError } from './UpstreamError';

/** One request and its answer, as the client of a connection sees them. */
export interface Exchange extends ResponseEvents {
  readonly method: string;
  /** May be sent again when a kept connection turns out to be dead: no body, and safe to repeat. */
  readonly isRetryable: boolean;
  /** The connection is theirs: write the request. Called again on a retry. */
  onConnection(connection: UpstreamConnection): void;
  /** Everything that has arrived was passed on, and the answer is not complete. */
  onWaiting(): void;
  /** The connection takes more after `write` returned false. */
  onDrain(): void;
  /** No answer, or no complete one. The last call that an exchange gets. */
  onFailure(error: UpstreamError): void;
}

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly connectMilliseconds: number;
  readonly maximumHeadBytes: number;
}

/** What the pool wants to know of a connection. */
export interface ConnectionOwner {
  onFree(connection: UpstreamConnection): void;
  onClosed(connection: UpstreamConnection): void;
  retry(exchange: Exchange): void;
}

/** One TCP connection to the server, carrying one exchange at a time. Any deviation destroys it. */
export class UpstreamConnection {
  idleSinceMilliseconds = 0;
  private readonly socket: Socket;
  private readonly parser: ResponseParser;
  private buffer: ReadBuffer;
  private exchange: Exchange | undefined;
  private exchanges = 0;
  private hasAnswerBytes = false;
  private isRequestSent = false;
  private isAnswered = false;
  private isReusable = true;
  private isPaused = false;
  private lastReadBytes = 0;

  constructor(
    options: ConnectionOptions,
    private readonly owner: ConnectionOwner,
    private readonly buffers: ReadBuffers,
  ) {
    this.parser = new ResponseParser(options.maximumHeadBytes);
    this.buffer = buffers.takeSmall();
    this.socket = connect({
      host: options.host,
      port: options.port,
      noDelay: true,
      onread: {
        buffer: () => this.nextBuffer(),
        callback: bytes => this.read(bytes),
      },
    });
    const timer = setTimeout(() => {
      this.fail(
        new UpstreamError(
          'connect_timeout',
          'The server did not accept the connection in time.',
        ),
      );
    }, options.connectMilliseconds);
    this.socket.once('connect', () => clearTimeout(timer));
    this.socket.on('drain', () => this.exchange?.onDrain());
    this.socket.on('end', () => this.ended());
    this.socket.on('error', cause => {
      const code =
        this.socket.connecting || !this.socket.remoteAddress
          ? 'connect_failed'
          : 'closed';
      const message =
        code === 'closed'
          ? 'The connection to the server broke.'
          : 'The server does not accept connections.';
      this.fail(new UpstreamError(code, message, { cause }));
    });
    this.socket.on('close', () => {
      clearTimeout(timer);
      this.fail(
        new UpstreamError(
          'closed',
          'The server closed the connection too early.',
        ),
      );
      this.buffers.leave(this.buffer);
      owner.onClosed(this);
    });
    this.socket.resume();
  }

  begin(exchange: Exchange): void {
    this.exchange = exchange;
    this.exchanges += 1;
    this.hasAnswerBytes = false;
    this.isRequestSent = false;
    this.isAnswered = false;
    this.isReusable = true;
    this.parser.begin(exchange.method, exchange);
    exchange.onConnection(this);
  }

  /** Returns false when the caller should wait for `onDrain`. */
  write(data: string | Buffer, encoding?: 'latin1'): boolean {
    return typeof data === 'string'
      ? this.socket.write(data, encoding)
      : this.socket.write(data);
  }

  cork(): void {
    this.socket.cork();
  }

  uncork(): void {
    this.socket.uncork();
  }

  /** The request is written completely; the connection is free when the answer is complete too. */
  requestSent(): void {
    this.isRequestSent = true;
    if (this.isAnswered) this.free();
  }

  /** Stops reading after the current bytes. */
  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    if (!this.isPaused) return;
    this.isPaused = false;
    this.socket.resume();
  }

  /**
   * Lets a write use the bytes of the current `onBody` after the call; the returned function ends that.
   * Without it they must be copied.
   */
  keepBytes(): () => void {
    const { buffer } = this;
    buffer.users += 1;
    return () => this.buffers.release(buffer);
  }

  /** Gives the exchange up, with its connection. No event follows. */
  abandon(): void {
    this.exchange = undefined;
    this.socket.destroy();
  }

  private nextBuffer(): Buffer {
    const { buffer } = this;
    const isFull = this.lastReadBytes === buffer.bytes.length;
    const isWanted = isFull || (buffer.isLarge && this.exchange !== undefined);
    if (buffer.users > 0 || isWanted !== buffer.isLarge) {
      this.buffers.leave(buffer);
      this.buffer = isWanted
        ? this.buffers.takeLarge()
        : this.buffers.takeSmall();
    }
    return this.buffer.bytes;
  }

  private read(bytes: number): boolean {
    this.lastReadBytes = bytes;
    this.hasAnswerBytes = true;
    try {
      this.parser.execute(this.buffer.bytes, bytes);
    } catch (error) {
      this.fail(
        error instanceof UpstreamError
          ? error
          : new UpstreamError(
              'malformed_body',
              'The answer could not be passed on.',
              { cause: error },
            ),
      );
      return false;
    }
    if (this.isAnswered && this.isRequestSent) this.free();
    else if (this.isAnswered) this.isReusable = false;
    else this.exchange?.onWaiting();
    return !this.isPaused;
  }

  /** Told by the exchange that its answer is complete. */
  answered(isReusable: boolean): void {
    this.isAnswered = true;
    this.isReusable &&= isReusable;
  }

  private free(): void {
    this.exchange = undefined;
    if (!this.isReusable || this.socket.destroyed) {
      this.socket.destroy();
      return;
    }
    this.isPaused = false;
    this.owner.onFree(this);
  }

  private ended(): void {
    this.isReusable = false;
    try {
      if (this.parser.finish() && this.isAnswered) {
        this.exchange = undefined;
        this.socket.destroy();
        return;
      }
    } catch (error) {
      this.fail(
        new UpstreamError('closed', 'The answer could not be passed on.', {
          cause: error,
        }),
      );
      return;
    }
    this.fail(
      new UpstreamError(
        'closed',
        'The server closed the connection too early.',
      ),
    );
  }

  private fail(error: UpstreamError): void {
    const { exchange } = this;
    this.exchange = undefined;
    this.socket.destroy();
    if (!exchange || this.isAnswered) return;
    const isStale =
      this.exchanges > 1 && !this.hasAnswerBytes && error.code === 'closed';
    if (isStale && exchange.isRetryable) this.owner.retry(exchange);
    else exchange.onFailure(error);
  }
}
