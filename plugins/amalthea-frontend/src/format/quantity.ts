import { parseQuantity } from '@amalthea/plugin-amalthea-common';

const BYTE_UNITS = [
  ['TiB', 2 ** 40],
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
  ['KiB', 2 ** 10],
] as const;

/**
 * Bytes as people compare them: `8 GiB`, `1.5 GiB`, `512 MiB`. At most one decimal.
 *
 * @param bytes - a number of bytes
 */
export function formatBytes(bytes: number): string {
  for (const [unit, size] of BYTE_UNITS) {
    if (round(bytes / size) >= 1) {
      return `${round(bytes / size)} ${unit}`;
    }
  }
  return `${Math.round(bytes)} B`;
}

/**
 * CPU as people compare it: `1 core`, `0.5 cores`, `16 cores`. At most two decimals.
 *
 * @param cores - a number of cores
 */
export function formatCores(cores: number): string {
  const rounded = Math.round(cores * 100) / 100;
  return `${rounded} ${rounded === 1 ? 'core' : 'cores'}`;
}

/** `1 GPU`, `4 GPUs`. */
export function formatGpus(count: number): string {
  return `${count} ${count === 1 ? 'GPU' : 'GPUs'}`;
}

/** A memory or disk quantity of an object, in GiB or MiB; the text itself when it is no quantity. */
export function formatByteQuantity(quantity: string | number): string {
  const bytes = parseQuantity(quantity);
  return bytes === undefined ? String(quantity) : formatBytes(bytes);
}

/** A CPU quantity of an object, in cores; the text itself when it is no quantity. */
export function formatCoreQuantity(quantity: string | number): string {
  const cores = parseQuantity(quantity);
  return cores === undefined ? String(quantity) : formatCores(cores);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
