import fc from 'fast-check';
import { formatBytes, formatCores, parseQuantity } from './quantity';

describe('parseQuantity', () => {
  it.each([
    ['500m', 0.5],
    ['2Gi', 2147483648],
    ['1.5Gi', 1610612736],
    ['1e3', 1000],
    ['12E', 12e18],
    ['100k', 100_000],
    ['.5', 0.5],
    [4, 4],
  ])('reads %s', (quantity, expected) => {
    expect(parseQuantity(quantity)).toBeCloseTo(expected);
  });

  it.each([
    '',
    'Gi',
    '2gi',
    '2 Gi',
    '1e',
    'NaN',
    undefined,
    {},
    Number.NaN,
    '__proto__',
    '1constructor',
  ])('does not guess what %p means', quantity => {
    expect(parseQuantity(quantity)).toBeUndefined();
  });

  it('reads back whatever is formatted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 50 }), bytes => {
        expect(parseQuantity(formatBytes(bytes))).toBe(bytes);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 256_000 }), millicores => {
        expect(parseQuantity(formatCores(millicores / 1000))).toBeCloseTo(
          millicores / 1000,
          6,
        );
      }),
    );
  });
});
