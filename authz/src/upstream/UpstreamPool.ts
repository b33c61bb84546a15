import { ReadBuffers } from './ReadBuffers';
import {
  ConnectionOptions,
  ConnectionOwner,
  Exchange,
  UpstreamConnection,
} from './UpstreamConnection';
import { UpstreamError } from './UpstreamError';

export interface PoolOptions extends ConnectionOptions {
  readonly maximumConnections: number;
  /** Exchanges that may wait for a connection; more fail at once. */
  readonly maximumWaiting: number;
  readonly idleMilliseconds: number;
  readonly now: () => number;
}

/** Connections to the one server behind this proxy. The one used last is used next, so that the others can go. */
export class UpstreamPool implements ConnectionOwner {
  private readonly buffers = new ReadBuffers();
  private readonly idle: UpstreamConnection[] = [];
  private readonly all = new Set<UpstreamConnection>();
  private readonly waiting: Exchange[] = [];
  private readonly sweep: NodeJS.Timeout;
  private isClosed = false;

  constructor(private readonly options: PoolOptions) {
    this.sweep = setInterval(
      () => this.closeIdle(),
      Math.max(options.idleMilliseconds / 2, 10),
    ).unref();
  }

  get size(): number {
    return this.all.size;
  }

  /** Sends an exchange as soon as a connection is free, on a new one if there may be more. */
  send(exchange: Exchange): void {
    const connection = this.idle.pop();
    if (connection) {
      connection.begin(exchange);
    } else if (this.isClosed) {
      exchange.onFailure(
        new UpstreamError('closed', 'The proxy is shutting down.'),
      );
    } else if (this.all.size < this.options.maximumConnections) {
      this.open(exchange);
    } else if (this.waiting.length < this.options.maximumWaiting) {
      this.waiting.push(exchange);
    } else {
      exchange.onFailure(
        new UpstreamError(
          'too_many_requests',
          'Too many requests wait for the server.',
        ),
      );
    }
  }

  /** Forgets an exchange that still waits; false when it does not. */
  cancel(exchange: Exchange): boolean {
    const index = this.waiting.indexOf(exchange);
    if (index >= 0) this.waiting.splice(index, 1);
    return index >= 0;
  }

  close(): void {
    this.isClosed = true;
    clearInterval(this.sweep);
    for (const connection of this.idle.splice(0)) connection.abandon();
  }

  onFree(connection: UpstreamConnection): void {
    const next = this.waiting.shift();
    if (next) {
      connection.begin(next);
    } else if (this.isClosed) {
      connection.abandon();
    } else {
      connection.idleSinceMilliseconds = this.options.now();
      this.idle.push(connection);
    }
  }

  onClosed(connection: UpstreamConnection): void {
    this.all.delete(connection);
    const index = this.idle.indexOf(connection);
    if (index >= 0) this.idle.splice(index, 1);
    const next = this.waiting.shift();
    if (next) this.send(next);
  }

  /** A kept connection was dead before it carried anything: the server closes all of them alike, so take a new one. */
  retry(exchange: Exchange): void {
    this.open(exchange);
  }

  private open(exchange: Exchange): void {
    const connection = new UpstreamConnection(this.options, this, this.buffers);
    this.all.add(connection);
    connection.begin(exchange);
  }

  private closeIdle(): void {
    const oldest = this.options.now() - this.options.idleMilliseconds;
    while (this.idle[0] && this.idle[0].idleSinceMilliseconds <= oldest)
      this.idle.shift()?.abandon();
  }
}
