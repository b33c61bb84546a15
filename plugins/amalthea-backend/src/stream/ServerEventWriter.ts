import type { Response } from 'express';

/** Bytes that may wait for a slow reader before messages are dropped in favour of a new snapshot. */
const bufferLimitBytes = 1024 * 1024;

/** Writes server-sent events, and never lets more wait for a slow reader than fits into its buffer. */
export class ServerEventWriter {
  readonly #response: Response;
  readonly #onOverflowEnd: () => void;
  #overflowed = false;

  /** @param options.onOverflowEnd - called when a reader that was too slow has caught up and needs a snapshot */
  constructor(options: {
    readonly response: Response;
    readonly onOverflowEnd: () => void;
  }) {
    this.#response = options.response;
    this.#onOverflowEnd = options.onOverflowEnd;
    this.#response.on('drain', () => {
      if (!this.#overflowed) return;
      this.#overflowed = false;
      this.#onOverflowEnd();
    });
  }

  open(): void {
    this.#response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      // Compression would hold messages back, and so would the buffer of an nginx in front.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    this.#response.flushHeaders();
  }

  /** A message of one event; dropped while the reader is too slow. */
  write(id: string, type: string, data: unknown): void {
    if (this.#overflowed || this.#response.writableEnded) return;
    this.#response.write(
      `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`,
    );
    if (this.#response.writableLength > bufferLimitBytes)
      this.#overflowed = true;
  }

  /** Keeps proxies from closing a silent connection. */
  heartbeat(): void {
    if (this.#overflowed || this.#response.writableEnded) return;
    this.#response.write(': still here\n\n');
  }

  end(): void {
    this.#response.end();
  }
}
