import fc from 'fast-check';
import { FrameScanner } from './FrameScanner';

interface Frame {
  readonly opcode: number;
  readonly length: number;
  readonly isMasked: boolean;
  readonly isFinal: boolean;
}

function encode({ opcode, length, isMasked, isFinal }: Frame): Buffer {
  const mask = isMasked ? 0x80 : 0;
  const first = (isFinal ? 0x80 : 0) | opcode;
  let head: Buffer;
  if (length < 126) head = Buffer.from([first, mask | length]);
  else if (length < 65_536)
    head = Buffer.from([first, mask | 126, length >> 8, length & 255]);
  else {
    head = Buffer.alloc(10);
    head[0] = first;
    head[1] = mask | 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([
    head,
    Buffer.alloc(isMasked ? 4 : 0, 0x81),
    Buffer.alloc(length, 0x81),
  ]);
}

const frames = fc.array(
  fc.record({
    opcode: fc.constantFrom(0, 1, 2, 8, 9, 10),
    length: fc.oneof(
      fc.nat(130),
      fc.constantFrom(125, 126, 127, 65_535, 65_536, 70_000),
    ),
    isMasked: fc.boolean(),
    isFinal: fc.boolean(),
  }),
  { maxLength: 12 },
);

it('counts exactly the data frames, whatever their length, mask and cut', () => {
  fc.assert(
    fc.property(
      frames,
      fc.array(fc.integer({ min: 1, max: 3_000 }), {
        minLength: 1,
        maxLength: 10,
      }),
      (sent, steps) => {
        const bytes = Buffer.concat(sent.map(encode));
        const scanner = new FrameScanner();
        let counted = 0;
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const step = steps[turn % steps.length] ?? 1;
          counted += scanner.scan(bytes.subarray(at, at + step));
          at += step;
        }
        expect(counted).toBe(sent.filter(({ opcode }) => opcode <= 2).length);
        expect(scanner.isLost).toBe(false);
      },
    ),
    { numRuns: 300 },
  );
});

it('does not count pings, pongs and closes', () => {
  const scanner = new FrameScanner();
  expect(
    scanner.scan(
      Buffer.from([
        0x89, 0x80, 1, 2, 3, 4, 0x8a, 0x80, 1, 2, 3, 4, 0x88, 0x80, 1, 2, 3, 4,
      ]),
    ),
  ).toBe(0);
});

it.each([3, 4, 7, 11, 15])(
  'admits to be lost at the reserved opcode %d',
  opcode => {
    const scanner = new FrameScanner();
    scanner.scan(Buffer.from([0x80 | opcode, 0]));
    expect(scanner.isLost).toBe(true);
  },
);

it('never counts more frames than half the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      expect(new FrameScanner().scan(bytes)).toBeLessThanOrEqual(
        bytes.length / 2,
      );
    }),
  );
});
