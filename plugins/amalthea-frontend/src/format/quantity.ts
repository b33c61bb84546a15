const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([A-Za-z]*))$/;

/**
 * The number a Kubernetes quantity stands for (`500m` is 0.5, `8Gi` is 8589934592), or undefined
 * when the text is not a quantity.
 *
 * Source: Kubernetes API conventions, `resource.Quantity`.
 */
export function parseQuantity(quantity: string | number): number | undefined {
  if (typeof quantity === 'number') {
    return Number.isFinite(quantity) ? quantity : undefined;
  }
  const match = QUANTITY.exec(quantity.trim());
  if (!match) {
    return undefined;
  }
  const [, number, exponent, suffix = ''] = match;
  if (exponent) {
    return Number(`${number}${exponent}`);
  }
  const factor = SUFFIXES[suffix];
  return factor === undefined ? undefined : Number(number) * factor;
}

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
