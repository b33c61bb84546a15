import { ChunkedDecoder } from './ChunkedDecoder';
import { parseResponseHead, ResponseHead } from './ResponseHead';
import { UpstreamError } from './UpstreamError';

/** Told what the bytes of one answer mean, in order. `onBody` bytes are valid only during the call. */
export interface ResponseEvents {
  /** A 1xx answer before the final one, except 101. */
  onInformational(head: ResponseHead): void;
  onHead(head: ResponseHead): void;
  onBody(buffer: Buffer, from: number, to: number): void;
  onComplete(head: ResponseHead): void;
}

const maximumInformational = 8;
const headEnd = Buffer.from('\r\n\r\n');

type State = 'head' | 'length' | 'chunked' | 'close' | 'idle';

/** Cuts the bytes of an upstream connection into answers. Strict: whatever it does not understand is an error. */
export class ResponseParser {
  private state: State = 'idle';
  private events: ResponseEvents | undefined;
  private method = '';
  private partialHead: Buffer | undefined;
  private informational = 0;
  private remaining = 0;
  private chunked = new ChunkedDecoder();
  private head: ResponseHead | undefined;

  constructor(private readonly maximumHeadBytes: number) {}

  /** Expects the answer to one request. */
  begin(method: string, events: ResponseEvents): void {
    this.state = 'head';
    this.events = events;
    this.method = method;
    this.partialHead = undefined;
    this.informational = 0;
    this.head = undefined;
  }

  /**
   * Takes `buffer[0, length)`, which may be reused after the call.
   *
   * @throws UpstreamError when the bytes deviate; the parser must not be used again.
   */
  execute(buffer: Buffer, length: number): void {
    let at = 0;
    while (at < length) {
      switch (this.state) {
        case 'head':
          at = this.headBytes(buffer, at, length);
          break;
        case 'length': {
          const to = Math.min(length, at + this.remaining);
          this.remaining -= to - at;
          this.events?.onBody(buffer, at, to);
          at = to;
          if (this.remaining === 0) this.complete();
          break;
        }
        case 'chunked':
          at = this.chunked.decode(buffer, at, length, (from, to) =>
            this.events?.onBody(buffer, from, to),
          );
          if (this.chunked.isDone) this.complete();
          break;
        case 'close':
          this.events?.onBody(buffer, at, length);
          at = length;
          break;
        default:
          throw new UpstreamError(
            'unexpected_data',
            'The server sent bytes that belong to no request.',
          );
      }
    }
  }

  /** The connection ended. Completes an answer that ends with it; false when something is missing. */
  finish(): boolean {
    if (this.state === 'close') this.complete();
    return this.state === 'idle';
  }

  private headBytes(buffer: Buffer, start: number, length: number): number {
    let bytes = buffer;
    let from = start;
    let to = length;
    let consumedBefore = 0;
    if (this.partialHead) {
      consumedBefore = this.partialHead.length;
      // Only as much as the largest head may still need: a big read must not be copied for the sake of a few bytes.
      const more = buffer.subarray(
        start,
        Math.min(length, start + this.maximumHeadBytes),
      );
      bytes = Buffer.concat([this.partialHead, more]);
      from = 0;
      to = bytes.length;
    }
    const searchFrom = Math.max(
      from,
      from + consumedBefore - (headEnd.length - 1),
    );
    let end = bytes.indexOf(headEnd, searchFrom, 'latin1');
    // The buffer is reused: what lies behind `to` is left from an earlier read.
    if (end + headEnd.length > to) end = -1;
    const headBytes = end < 0 ? to - from : end + headEnd.length - from;
    if (headBytes > this.maximumHeadBytes)
      throw new UpstreamError(
        'head_too_large',
        `The answer head is larger than ${this.maximumHeadBytes} bytes.`,
      );
    if (end < 0) {
      this.partialHead = Buffer.from(bytes.subarray(from, to));
      return length;
    }
    this.partialHead = undefined;
    this.headComplete(
      parseResponseHead(bytes.toString('latin1', from, end), this.method),
    );
    return start + headBytes - consumedBefore;
  }

  private headComplete(head: ResponseHead): void {
    if (head.status === 101)
      throw new UpstreamError(
        'unexpected_upgrade',
        'The server switched protocols without being asked.',
      );
    if (head.status < 200) {
      this.informational += 1;
      if (this.informational > maximumInformational)
        throw new UpstreamError(
          'malformed_head',
          'The server sent too many interim answers.',
        );
      this.events?.onInformational(head);
      return;
    }
    this.head = head;
    if (head.framing === 'none') {
      this.state = 'idle';
    } else {
      this.state = head.framing;
      this.remaining = head.contentLength ?? 0;
      if (head.framing === 'chunked') this.chunked = new ChunkedDecoder();
    }
    this.events?.onHead(head);
    if (head.framing === 'none') this.complete();
  }

  private complete(): void {
    const { events, head } = this;
    this.state = 'idle';
    this.events = undefined;
    if (head) events?.onComplete(head);
  }
}
