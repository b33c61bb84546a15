import fc from 'fast-check';
import { ResponseHead } from './ResponseHead';
import { ResponseParser } from './ResponseParser';
import { UpstreamError } from './UpstreamError';

interface Heard {
  readonly heads: ResponseHead[];
  body: string;
  isComplete: boolean;
}

function parse(
  bytes: Buffer,
  cuts: readonly number[],
  method: string = 'GET',
): Heard {
  const heard: Heard = { heads: [], body: '', isComplete: false };
  const parser = new ResponseParser(4_096);
  parser.begin(method, {
    onInformational: () => {},
    onHead: head => heard.heads.push(head),
    onBody: (buffer, from, to) => {
      heard.body += buffer.toString('latin1', from, to);
    },
    onComplete: () => {
      heard.isComplete = true;
    },
  });
  // One buffer for all reads, full of the bytes of earlier ones, as a socket has it.
  const reused = Buffer.alloc(
    Math.max(bytes.length, 1),
    'HTTP/1.1 200 OK\r\n\r\n',
  );
  const ends = [
    ...new Set([...cuts.map(cut => cut % (bytes.length + 1)), bytes.length]),
  ].sort((a, b) => a - b);
  let start = 0;
  for (const end of ends) {
    if (end > start) {
      bytes.copy(reused, 0, start, end);
      parser.execute(reused, end - start);
    }
    start = end;
  }
  return heard;
}

/** How many answers began, and what ended the parsing. */
function outcomeOf(
  bytes: Buffer,
  at: readonly number[],
  method: string,
): { heads: number; error?: unknown } {
  try {
    return { heads: parse(bytes, at, method).heads.length };
  } catch (error) {
    return { heads: 0, error };
  }
}

const cuts = fc.array(fc.nat(2_000), { maxLength: 30 });
const text = fc.string({ unit: 'grapheme-ascii', maxLength: 300 });

it('finds the same answer wherever a sized body is cut', () => {
  fc.assert(
    fc.property(text, cuts, (body, at) => {
      const bytes = Buffer.from(
        `HTTP/1.1 200 OK\r\nX-A: b\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
        'latin1',
      );
      const heard = parse(bytes, at);
      expect(heard).toMatchObject({ body, isComplete: true });
      expect(heard.heads[0]?.rawHeaders).toEqual([
        'X-A',
        'b',
        'Content-Length',
        String(body.length),
      ]);
    }),
  );
});

it('finds the same answer wherever a chunked body is cut', () => {
  fc.assert(
    fc.property(
      fc.array(
        text.filter(piece => piece !== ''),
        { maxLength: 8 },
      ),
      cuts,
      (pieces, at) => {
        const chunks = pieces
          .map(piece => `${piece.length.toString(16)};x=y\r\n${piece}\r\n`)
          .join('');
        const bytes = Buffer.from(
          `HTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\nT: r\r\n\r\n`,
          'latin1',
        );
        expect(parse(bytes, at)).toMatchObject({
          body: pieces.join(''),
          isComplete: true,
        });
      },
    ),
  );
});

it('never hears an answer complete without its bytes', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 300 }), (body, missing) => {
      const bytes = Buffer.from(
        `HTTP/1.1 200 OK\r\nContent-Length: ${
          body.length + missing
        }\r\n\r\n${body}`,
        'latin1',
      );
      expect(parse(bytes, []).isComplete).toBe(false);
    }),
  );
});

it('meets random bytes with an UpstreamError or with nothing, and never says more than one answer', () => {
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 600 }).map(bytes => Buffer.from(bytes)),
    fc
      .array(
        fc.constantFrom(
          'HTTP/1.1 200 OK\r\n',
          'HTTP/1.1 204 X\r\n',
          'HTTP/1.0 200 OK\r\n',
          'Content-Length: 3\r\n',
          'Content-Length: 03\r\n',
          'Transfer-Encoding: chunked\r\n',
          'Connection: close\r\n',
          '\r\n',
          '3\r\nabc\r\n',
          '0\r\n',
          'abc',
          '\n',
          '\r',
          ' ',
          ':',
          '\0',
        ),
        { maxLength: 20 },
      )
      .map(pieces => Buffer.from(pieces.join(''), 'latin1')),
  );
  fc.assert(
    fc.property(
      noise,
      cuts,
      fc.constantFrom('GET', 'HEAD', 'POST'),
      (bytes, at, method) => {
        const { heads, error } = outcomeOf(bytes, at, method);
        expect(heads).toBeLessThanOrEqual(1);
        expect(error === undefined || error instanceof UpstreamError).toBe(
          true,
        );
      },
    ),
    { numRuns: 2_000 },
  );
});

it('says the same about the same bytes, however they are cut', () => {
  const outcome = (bytes: Buffer, at: readonly number[]) => {
    try {
      const { heads, body, isComplete } = parse(bytes, at);
      return { heads, body, isComplete };
    } catch (error) {
      return (error as UpstreamError).code;
    }
  };
  const pieces = fc.array(
    fc.constantFrom(
      'HTTP/1.1 200 OK\r\n',
      'Content-Length: 3\r\n',
      'Transfer-Encoding: chunked\r\n',
      '\r\n',
      '3\r\nabc\r\n',
      '0\r\n\r\n',
      'abc',
      'X: y\r\n',
    ),
    { maxLength: 10 },
  );
  fc.assert(
    fc.property(pieces, cuts, (parts, at) => {
      const bytes = Buffer.from(parts.join(''), 'latin1');
      expect(outcome(bytes, at)).toEqual(outcome(bytes, []));
    }),
    { numRuns: 1_000 },
  );
});

it('needs no body for HEAD, 204 and 304', () => {
  const bytes = (status: number, length: number) =>
    Buffer.from(`HTTP/1.1 ${status} X\r\nContent-Length: ${length}\r\n\r\n`);
  expect(parse(bytes(200, 5), [], 'HEAD').isComplete).toBe(true);
  expect(parse(bytes(304, 5), []).isComplete).toBe(true);
  expect(parse(bytes(204, 0), []).isComplete).toBe(true);
});
