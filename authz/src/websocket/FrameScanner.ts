const continuation = 0x0;
const text = 0x1;
const binary = 0x2;
const close = 0x8;
const pong = 0xa;

type State = 'first' | 'second' | 'length' | 'mask' | 'payload' | 'lost';

/** How many bytes of length follow (RFC 6455, section 5.2). */
function lengthBytes(length: number): number {
  if (length < 126) return 0;
  return length === 126 ? 2 : 8;
}

/**
 * Counts the data frames in one direction of a WebSocket by their headers alone (RFC 6455, section 5.2), whatever way the
 * bytes are cut. Payload is skipped unseen. Bytes that are no frames set `isLost`: then nothing is known any more.
 */
export class FrameScanner {
  private state: State = 'first';
  private isData = false;
  private isMasked = false;
  private needed = 0;
  private remaining = 0;

  get isLost(): boolean {
    return this.state === 'lost';
  }

  /** Returns how many data frames began in these bytes. */
  scan(bytes: Uint8Array): number {
    let frames = 0;
    let at = 0;
    while (at < bytes.length && this.state !== 'lost') {
      if (this.state === 'payload') {
        const skipped = Math.min(this.remaining, bytes.length - at);
        this.remaining -= skipped;
        at += skipped;
        if (this.remaining === 0) this.state = 'first';
      } else {
        if (this.headerByte(bytes[at] as number)) frames += 1;
        at += 1;
      }
    }
    return frames;
  }

  /** True when the byte completes the header of a data frame. */
  private headerByte(byte: number): boolean {
    switch (this.state) {
      case 'first': {
        const opcode = byte & 0x0f;
        this.isData =
          opcode === continuation || opcode === text || opcode === binary;
        const isControl = opcode >= close && opcode <= pong;
        this.state = this.isData || isControl ? 'second' : 'lost';
        return false;
      }
      case 'second': {
        this.isMasked = byte >= 0x80;
        const length = byte & 0x7f;
        this.remaining = length < 126 ? length : 0;
        this.needed = lengthBytes(length);
        this.state = 'length';
        return this.needed === 0 && this.lengthKnown();
      }
      case 'length':
        this.remaining = this.remaining * 256 + byte;
        this.needed -= 1;
        return this.needed === 0 && this.lengthKnown();
      default:
        this.needed -= 1;
        return this.needed === 0 && this.headerKnown();
    }
  }

  private lengthKnown(): boolean {
    if (!Number.isSafeInteger(this.remaining)) {
      this.state = 'lost';
      return false;
    }
    if (!this.isMasked) return this.headerKnown();
    this.state = 'mask';
    this.needed = 4;
    return false;
  }

  private headerKnown(): boolean {
    this.state = this.remaining === 0 ? 'first' : 'payload';
    return this.isData;
  }
}
