import fc from 'fast-check';
import { formatRelativeTime } from './relativeTime';

const now = new Date('2026-11-24T10:00:00Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe('formatRelativeTime', () => {
  it.each([
    [0, 'just now'],
    [-9, 'just now'],
    [-12, '12 s ago'],
    [-300, '5 min ago'],
    [2_530, 'in 42 min'],
    [-5_400, '1 h ago'],
    [-3 * 86_400, '3 d ago'],
    [86_400 * 2 + 7200, 'in 2 d'],
  ])('says a moment %d seconds away as "%s"', (seconds, text) => {
    expect(formatRelativeTime(after(seconds), now)).toBe(text);
  });

  it('says the past and the future at the same distance with the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 10_000_000 }), seconds => {
        const past = formatRelativeTime(after(-seconds), now);
        const future = formatRelativeTime(after(seconds), now);
        expect(`in ${past.replace(/ ago$/, '')}`).toBe(future);
      }),
    );
  });
});
