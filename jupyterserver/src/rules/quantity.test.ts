import fc from 'fast-check';
import { compareQuantities, isQuantity } from './quantity';

describe('isQuantity', () => {
  it.each([
    '0',
    '1',
    '-1',
    '+1',
    '1.5Gi',
    '.5',
    '5.',
    '100m',
    '1e3',
    '1E-3',
    '12E',
    '3Ki',
    2,
    0.5,
  ])('takes %s', text => expect(isQuantity(text)).toBe(true));

  it.each([
    '',
    ' ',
    'a',
    '1 Gi',
    '1gi',
    '1GB',
    '1e',
    '--1',
    '1.2.3',
    'Gi',
    '1Gi ',
    '0x10',
    'NaN',
  ])('refuses %j', text => expect(isQuantity(text)).toBe(false));
});

describe('compareQuantities', () => {
  it.each([
    ['1Gi', '1024Mi', 0],
    ['1G', '1Gi', -1],
    ['1', '1000m', 0],
    ['1e3', '1k', 0],
    ['0.1', '100m', 0],
    ['2Ti', '1Ti', 1],
    ['1n', '1u', -1],
    [1024, '1Ki', 0],
    ['-1', '0', -1],
    ['1E', '1e18', 0],
  ])('compares %s with %s', (one, other, order) =>
    expect(compareQuantities(one, other)).toBe(order),
  );

  it('orders whole numbers as numbers', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (one, other) => {
        expect(Math.sign(compareQuantities(one, other))).toBe(
          Math.sign(one - other),
        );
      }),
    );
  });
});
