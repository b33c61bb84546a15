import { UpstreamError } from './UpstreamError';

const cr = 0x0d;
const lf = 0x0a;

/** Longest chunk-size line, extensions included. */
const maximumLineBytes = 256;
const maximumTrailerBytes = 8_192;
/** 2^48 bytes in one chunk: beyond it sums would lose precision. */
const maximumSizeDigits = 12;

type State =
  | 'size'
  | 'extension'
  | 'sizeLf'
  | 'data'
  | 'dataCr'
  | 'dataLf'
  | 'trailerStart'
  | 'trailerLine'
  | 'trailerLf'
  | 'lastLf'
  | 'done';

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/**
 * Takes the chunked coding off a body (RFC 9112, section 7.1), strictly: CRLF line ends only, no blanks in a size.
 * Extensions are skipped, trailers dropped, both within bounds.
 */
export class ChunkedDecoder {
  private state: State = 'size';
  private size = 0;
  private digits = 0;
  private lineBytes = 0;
  private trailerBytes = 0;

  get isDone(): boolean {
    return this.state === 'done';
  }

  /**
   * Decodes `buffer[start, end)` and hands each run of body bytes to `onData`.
   *
   * @returns How far it came: `end`, or less when the body ended before.
   * @throws UpstreamError `malformed_body`.
   */
  decode(
    buffer: Buffer,
    start: number,
    end: number,
    onData: (from: number, to: number) => void,
  ): number {
    let at = start;
    while (at < end && this.state !== 'done') {
      if (this.state === 'data') {
        const to = Math.min(end, at + this.size);
        this.size -= to - at;
        if (this.size === 0) this.state = 'dataCr';
        onData(at, to);
        at = to;
      } else {
        this.step(buffer[at] as number);
        at += 1;
      }
    }
    return at;
  }

  private step(byte: number): void {
    switch (this.state) {
      case 'size':
        return this.sizeByte(byte);
      case 'extension':
        this.count();
        if (byte === cr) this.state = 'sizeLf';
        else if (byte !== 0x09 && (byte < 0x20 || byte === 0x7f))
          throw malformed('a chunk extension');
        return undefined;
      case 'sizeLf':
        this.expect(byte, lf, this.size === 0 ? 'trailerStart' : 'data');
        this.digits = 0;
        this.lineBytes = 0;
        return undefined;
      case 'dataCr':
        return this.expect(byte, cr, 'dataLf');
      case 'dataLf':
        return this.expect(byte, lf, 'size');
      default:
        return this.trailerByte(byte);
    }
  }

  private sizeByte(byte: number): void {
    this.count();
    const digit = hexDigit(byte);
    if (digit >= 0) {
      this.digits += 1;
      if (this.digits > maximumSizeDigits) throw malformed('a chunk size');
      this.size = this.size * 16 + digit;
    } else if (this.digits > 0 && byte === cr) {
      this.state = 'sizeLf';
    } else if (this.digits > 0 && byte === 0x3b) {
      this.state = 'extension';
    } else {
      throw malformed('a chunk size');
    }
  }

  private trailerByte(byte: number): void {
    this.trailerBytes += 1;
    if (this.trailerBytes > maximumTrailerBytes)
      throw malformed('the trailers, which are too long');
    if (this.state === 'trailerStart') {
      if (byte === cr) this.state = 'lastLf';
      else if (byte > 0x20 && byte < 0x7f) this.state = 'trailerLine';
      else throw malformed('a trailer');
    } else if (this.state === 'trailerLine') {
      if (byte === cr) this.state = 'trailerLf';
      else if (byte !== 0x09 && (byte < 0x20 || byte === 0x7f))
        throw malformed('a trailer');
    } else {
      this.expect(byte, lf, this.state === 'lastLf' ? 'done' : 'trailerStart');
    }
  }

  private expect(byte: number, wanted: number, next: State): void {
    if (byte !== wanted) throw malformed('a line end');
    this.state = next;
  }

  private count(): void {
    this.lineBytes += 1;
    if (this.lineBytes > maximumLineBytes)
      throw malformed('a chunk-size line, which is too long');
  }
}

function malformed(what: string): UpstreamError {
  return new UpstreamError(
    'malformed_body',
    `The chunked body of the answer is broken at ${what}.`,
  );
}
