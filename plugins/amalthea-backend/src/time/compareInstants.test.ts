import { compareInstants } from './compareInstants';

describe('compareInstants', () => {
  it('knows that fractions of a second come after the second', () => {
    expect(
      compareInstants('2026-01-01T00:00:10.5Z', '2026-01-01T00:00:10Z'),
    ).toBeGreaterThan(0);
  });

  it('knows time zones', () => {
    expect(
      compareInstants('2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00Z'),
    ).toBe(0);
  });

  it('decides nothing by what is no time', () => {
    expect(compareInstants('', '2026-01-01T00:00:00Z')).toBe(0);
  });
});
