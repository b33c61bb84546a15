import { parseQuantity } from '@amalthea/plugin-amalthea-common';
import fc from 'fast-check';
import { formatBytes, formatCores } from './formatQuantity';

it('whatever is formatted reads back as the same amount', () => {
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
