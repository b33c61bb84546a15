import fc from 'fast-check';
import { boundedMessage, messageBytes } from './boundedMessage';

describe('boundedMessage', () => {
  it('leaves a short message as it is', () => {
    expect(boundedMessage('a.yaml:1:1: wrong\nb.yaml:2:2: wrong')).toBe(
      'a.yaml:1:1: wrong\nb.yaml:2:2: wrong',
    );
  });

  it('counts the lines that do not fit', () => {
    const lines = Array.from(
      { length: 1000 },
      (_, index) =>
        `servers/server-${index}.yaml:1:1: spec.routing.host: is required`,
    );
    const kept = boundedMessage(lines.join('\n')).split('\n');
    expect(kept[0]).toBe(lines[0]);
    expect(kept[kept.length - 1]).toBe(
      `… and ${1000 - (kept.length - 1)} more.`,
    );
    expect(kept.length).toBeGreaterThan(50);
  });

  it('cuts a very long line and goes on with the next', () => {
    const [first, second] = boundedMessage(
      `${'x'.repeat(100_000)}\nnext`,
    ).split('\n');
    expect(first).toMatch(/^x+…$/);
    expect(second).toBe('next');
  });

  it('replaces control characters, which could forge lines in a terminal', () => {
    expect(boundedMessage('a\u001b[31mb\r\u2028c\td')).toBe('a [31mb c d');
  });

  it('always fits into a trailer, and can always be sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20_000 }), text => {
        const message = boundedMessage(text);
        expect(encodeURI(message).length).toBeLessThanOrEqual(
          messageBytes + 100,
        );
      }),
      { numRuns: 30 },
    );
    expect(
      encodeURI(boundedMessage('😀'.repeat(50_000))).length,
    ).toBeLessThanOrEqual(messageBytes);
    expect(() => encodeURI(boundedMessage('\ud800'.repeat(5)))).not.toThrow();
  });
});
