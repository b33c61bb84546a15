import fc from 'fast-check';
import { parseQuantity } from './parseQuantity';

describe('parseQuantity', () => {
  it.each([
    ['500m', 0.5],
    ['2', 2],
    ['.5', 0.5],
    ['2Gi', 2147483648],
    ['1.5Gi', 1610612736],
    ['1e3', 1000],
    ['1E', 1e18],
    ['12E', 12e18],
    ['100k', 100_000],
    ['128974848', 128974848],
    [4, 4],
  ])('reads %s', (quantity, expected) => {
    expect(parseQuantity(quantity)).toBeCloseTo(expected);
  });

  it.each([
    '',
    'Gi',
    '2gi',
    '2 Gi',
    '8GiB',
    '1..2',
    '1e',
    'lots',
    'NaN',
    undefined,
    {},
    Number.NaN,
    '__proto__',
    '1constructor',
    '1toString',
  ])('does not guess what %p means', quantity => {
    expect(parseQuantity(quantity)).toBeUndefined();
  });

  it('agrees with itself across units: n Gi is 1024 times n Mi', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), count => {
        expect(parseQuantity(`${count}Gi`)).toBe(
          1024 * (parseQuantity(`${count}Mi`) ?? NaN),
        );
      }),
    );
  });
});
