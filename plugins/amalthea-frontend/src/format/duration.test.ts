import fc from 'fast-check';
import { formatDuration } from './duration';

const unitSeconds = { s: 1, min: 60, h: 3600, d: 86_400 } as const;

function parse(text: string): number {
  return [...text.matchAll(/(\d+) (s|min|h|d)/g)].reduce(
    (sum, [, count, unit]) =>
      sum + Number(count) * unitSeconds[unit as keyof typeof unitSeconds],
    0,
  );
}

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [-5, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [2_559, '42 min'],
    [3_600, '1 h'],
    [5_400, '1 h 30 min'],
    [86_399, '23 h 59 min'],
    [86_400, '1 d'],
    [100_800, '1 d 4 h'],
    [30 * 86_400, '30 d'],
  ])('says %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('never promises more time than there is, and loses less than its smallest unit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e8, noNaN: true }), seconds => {
        const shown = parse(formatDuration(seconds));
        expect(shown).toBeLessThanOrEqual(seconds);
        const [smallestUnit] = formatDuration(seconds).match(/[a-z]+$/)!;
        const slack = { s: 1, min: 60, h: 3_600, d: 3_600 }[smallestUnit]!;
        expect(seconds - shown).toBeLessThan(slack);
      }),
    );
  });
});
