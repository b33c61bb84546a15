import { connect, Socket } from 'node:net';
import { parseResponseHead, ResponseHead, UpstreamError } from '../upstream';
import { FrameScanner } from './FrameScanner';
import { isAccepted } from './handshake';

export interface TunnelOptions {
  readonly client: Socket;
  /** Bytes that the client sent after its request; they wait for the server's 101. */
  readonly clientBytes: Buffer;
  readonly host: string;
  readonly port: number;
  readonly head: string;
  readonly key: string;
  readonly connectMilliseconds: number;
  /** From the connection to the 101. */
  readonly handshakeMilliseconds: number;
  readonly maximumHeadBytes: number;
  /** Client messages that count as activity are told here. */
  readonly onMessage?: () => void;
  /** Messages sooner than this after the start are a tab's own doing. */
  readonly graceMilliseconds: number;
  readonly nowMilliseconds: () => number;
  /** The server agreed: returns the head for the client. */
  readonly onOpen: (head: ResponseHead) => string;
  /** The server refused, or failed; nothing was sent to the client yet. */
  readonly onRefused: (head: ResponseHead) => void;
  readonly onFailure: (error: UpstreamError) => void;
  /** Both sockets are gone. Always the last call. */
  readonly onClosed: () => void;
}

const halfCloseMilliseconds = 5_000;
const readBytes = 64 * 1024;
const keepAliveMilliseconds = 60_000;

/**
 * One WebSocket: asks the server, waits for its 101, then copies bytes both ways with back-pressure. Until the 101 no byte
 * of the client goes anywhere, so a refused upgrade cannot smuggle a request.
 */
export class Tunnel {
  private readonly server: Socket;
  private readonly scanner = new FrameScanner();
  private readonly countsFrom: number;
  private readonly timer: NodeJS.Timeout;
  private readonly readBuffer = Buffer.allocUnsafeSlow(readBytes);
  private halfClose: NodeJS.Timeout | undefined;
  private head: Buffer[] = [];
  private headBytes = 0;
  private isOpen = false;
  private isDone = false;

  constructor(private readonly options: TunnelOptions) {
    const { client, connectMilliseconds, handshakeMilliseconds } = options;
    this.countsFrom = options.nowMilliseconds() + options.graceMilliseconds;
    client.pause();
    client.on('error', () => this.destroy());
    client.on('close', () => this.destroy());
    this.server = connect({
      host: options.host,
      port: options.port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: keepAliveMilliseconds,
      allowHalfOpen: true,
      onread: {
        buffer: this.readBuffer,
        callback: bytes => this.serverBytes(bytes),
      },
    });
    this.server.on('error', cause => {
      const code =
        this.server.connecting || !this.server.remoteAddress
          ? 'connect_failed'
          : 'closed';
      this.fail(
        new UpstreamError(code, 'The server cannot be reached.', { cause }),
      );
    });
    this.server.on('close', () =>
      this.fail(
        new UpstreamError(
          'closed',
          'The server closed the connection too early.',
        ),
      ),
    );
    this.server.on('end', () => this.serverEnded());
    this.server.on('drain', () => {
      if (this.isOpen) client.resume();
    });
    this.timer = setTimeout(
      () =>
        this.fail(
          new UpstreamError(
            'connect_timeout',
            'The server did not answer the upgrade in time.',
          ),
        ),
      connectMilliseconds + handshakeMilliseconds,
    );
    this.server.write(options.head, 'latin1');
    this.server.resume();
  }

  /** Closes both sides at once. */
  destroy(): void {
    clearTimeout(this.timer);
    clearTimeout(this.halfClose);
    this.server.destroy();
    this.options.client.destroy();
    if (this.isDone) return;
    this.isDone = true;
    this.options.onClosed();
  }

  private serverBytes(bytes: number): boolean {
    const chunk = this.readBuffer.subarray(0, bytes);
    if (!this.isOpen) {
      this.handshakeBytes(Buffer.from(chunk));
      return true;
    }
    // The buffer is reused, the write may last: copy. Measured equal to handing over up to 64 KB.
    return this.options.client.write(Buffer.from(chunk));
  }

  private handshakeBytes(chunk: Buffer): void {
    this.head.push(chunk);
    this.headBytes += chunk.length;
    const received = this.head.length === 1 ? chunk : Buffer.concat(this.head);
    this.head = [received];
    const end = received.indexOf('\r\n\r\n', 0, 'latin1');
    if (end < 0 || end > this.options.maximumHeadBytes) {
      if (this.headBytes > this.options.maximumHeadBytes)
        this.fail(
          new UpstreamError(
            'head_too_large',
            'The answer to the upgrade is too large.',
          ),
        );
      return;
    }
    let head: ResponseHead;
    try {
      head = parseResponseHead(received.toString('latin1', 0, end), 'GET');
    } catch (error) {
      this.fail(error as UpstreamError);
      return;
    }
    clearTimeout(this.timer);
    if (isAccepted(head, this.options.key))
      this.open(head, received.subarray(end + 4));
    else if (head.status === 101)
      this.fail(
        new UpstreamError(
          'unexpected_upgrade',
          'The server switched to another protocol.',
        ),
      );
    else this.refuse(head);
  }

  private open(head: ResponseHead, rest: Buffer): void {
    const { client, clientBytes, onOpen } = this.options;
    this.isOpen = true;
    this.head = [];
    client.setTimeout(0);
    client.setNoDelay(true);
    client.setKeepAlive(true, keepAliveMilliseconds);
    client.write(onOpen(head), 'latin1');
    if (rest.length > 0) client.write(rest);
    client.on('data', bytes => this.clientData(bytes as Buffer));
    client.on('drain', () => this.server.resume());
    client.on('end', () => {
      this.server.end();
      this.expectEnd();
    });
    if (clientBytes.length > 0) this.clientData(clientBytes);
    client.resume();
  }

  private clientData(bytes: Buffer): void {
    const { onMessage, nowMilliseconds, client } = this.options;
    if (onMessage) {
      const frames = this.scanner.scan(bytes);
      // Lost count: every byte may be a message, and not knowing must never look like idleness.
      if (
        (frames > 0 || this.scanner.isLost) &&
        nowMilliseconds() >= this.countsFrom
      )
        onMessage();
    }
    if (!this.server.write(bytes)) client.pause();
  }

  private serverEnded(): void {
    if (!this.isOpen) {
      this.fail(
        new UpstreamError(
          'closed',
          'The server closed the connection too early.',
        ),
      );
      return;
    }
    this.options.client.end();
    this.expectEnd();
  }

  /** One side said good-bye; the other gets a moment to do the same. */
  private expectEnd(): void {
    this.halfClose ??= setTimeout(() => this.destroy(), halfCloseMilliseconds);
  }

  private refuse(head: ResponseHead): void {
    this.server.destroy();
    this.finishUnopened(() => this.options.onRefused(head));
  }

  private fail(error: UpstreamError): void {
    if (this.isOpen) this.destroy();
    else this.finishUnopened(() => this.options.onFailure(error));
  }

  /** The client socket stays with the caller, who answers on it. */
  private finishUnopened(answer: () => void): void {
    if (this.isDone) return;
    this.isDone = true;
    clearTimeout(this.timer);
    this.server.destroy();
    answer();
    this.options.onClosed();
  }
}
