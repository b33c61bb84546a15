import fc from 'fast-check';

import { KubeWatchError } from '../api/KubeError';
import { splitLines } from './lines';

async function* pieces(
  bytes: Uint8Array,
  sizes: readonly number[],
): AsyncGenerator<Uint8Array> {
  let start = 0;
  for (const size of [...sizes, bytes.length]) {
    yield bytes.subarray(start, start + size);
    start += size;
  }
}

async function collect(
  chunks: AsyncIterable<Uint8Array>,
  maximumBytes?: number,
): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of splitLines(chunks, maximumBytes)) {
    lines.push(line);
  }
  return lines;
}

describe('splitLines', () => {
  it('gives the same lines however the bytes arrive', async () => {
    const line = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .map(text => JSON.stringify(text));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        fc.array(fc.nat(7)),
        async (lines, sizes) => {
          const bytes = Buffer.from(lines.map(text => `${text}\n`).join(''));
          expect(await collect(pieces(bytes, sizes))).toEqual(lines);
        },
      ),
    );
  });

  it('is an error when the end comes inside a line', async () => {
    await expect(
      collect(pieces(Buffer.from('{"a":1}\n{"b"'), [])),
    ).rejects.toBeInstanceOf(KubeWatchError);
  });

  it('is an error when a line is too long', async () => {
    await expect(
      collect(pieces(Buffer.from('x'.repeat(100)), []), 50),
    ).rejects.toThrow('longer than 50 bytes');
  });
});
