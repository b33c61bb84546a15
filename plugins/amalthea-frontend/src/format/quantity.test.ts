import fc from 'fast-check';
import { parseQuantity } from '@amalthea/plugin-amalthea-common';
import {
  formatByteQuantity,
  formatBytes,
  formatCoreQuantity,
  formatCores,
  formatGpus,
} from './quantity';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [512, '512 B'],
    [512 * 2 ** 20, '512 MiB'],
    [8 * 2 ** 30, '8 GiB'],
    [1.5 * 2 ** 30, '1.5 GiB'],
    [1023.99 * 2 ** 20, '1 GiB'],
    [20 * 2 ** 40, '20 TiB'],
  ])('says %d bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it('stays within half a decimal of the truth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2 ** 10, max: 2 ** 50 }), bytes => {
        const [number, unit] = formatBytes(bytes).split(' ');
        const shown = parseQuantity(`${number}${unit.replace('B', '')}`)!;
        expect(Math.abs(shown - bytes) / bytes).toBeLessThanOrEqual(0.05);
      }),
    );
  });
});

describe('formatCores', () => {
  it.each([
    [1, '1 core'],
    [0.5, '0.5 cores'],
    [2, '2 cores'],
    [0.123, '0.12 cores'],
    [0, '0 cores'],
  ])('says %d as %s', (cores, text) => {
    expect(formatCores(cores)).toBe(text);
  });
});

describe('quantities of an object', () => {
  it('are said in the units people use', () => {
    expect(formatByteQuantity('8Gi')).toBe('8 GiB');
    expect(formatCoreQuantity('500m')).toBe('0.5 cores');
    expect(formatGpus(1)).toBe('1 GPU');
    expect(formatGpus(4)).toBe('4 GPUs');
  });

  it('are shown as they are when they are no quantity', () => {
    expect(formatByteQuantity('lots')).toBe('lots');
    expect(formatCoreQuantity('a few')).toBe('a few');
  });
});
