import { KubeWatchError } from '../api/KubeError';

const newline = 0x0a;

/**
 * Cuts a byte stream into lines. Bytes are decoded a whole line at a time, so that a character whose
 * UTF-8 bytes arrive in two chunks stays whole; a long line is copied once, not once per chunk.
 *
 * @param chunks - the stream
 * @param maximumBytes - a longer line is an error
 * @throws KubeWatchError when a line is too long, or the stream ends inside one
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  maximumBytes: number = 64 * 1024 * 1024,
): AsyncGenerator<string, void, undefined> {
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(newline, start);
      if (end < 0) {
        break;
      }
      const piece = chunk.subarray(start, end);
      const line =
        pendingBytes === 0 ? decode([piece]) : decode([...pending, piece]);
      pending = [];
      pendingBytes = 0;
      start = end + 1;
      if (line !== '') {
        yield line;
      }
    }
    if (start < chunk.length) {
      pending.push(chunk.subarray(start));
      pendingBytes += chunk.length - start;
      if (pendingBytes > maximumBytes) {
        throw new KubeWatchError(
          `A line of the watch is longer than ${maximumBytes} bytes.`,
        );
      }
    }
  }
  if (pendingBytes > 0) {
    throw new KubeWatchError('The watch ended in the middle of a line.');
  }
}

function decode(pieces: readonly Uint8Array[]): string {
  const whole =
    pieces.length === 1
      ? Buffer.from(pieces[0].buffer, pieces[0].byteOffset, pieces[0].length)
      : Buffer.concat(pieces);
  return whole.toString('utf8').trim();
}
