const binaryFactors: Readonly<Record<string, number>> = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};
const decimalFactors: Readonly<Record<string, number>> = {
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
};

/**
 * Reads a Kubernetes quantity (`500m`, `2Gi`, `1e3`, 4) as a number in its base unit; undefined when it is none.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function parseQuantity(quantity: unknown): number | undefined {
  if (typeof quantity === 'number')
    return Number.isFinite(quantity) ? quantity : undefined;
  if (typeof quantity !== 'string') return undefined;
  const match =
    /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([A-Za-z]{0,2}))$/.exec(
      quantity.trim(),
    );
  if (!match) return undefined;
  const [, digits, exponent, suffix = ''] = match;
  if (exponent) return Number(digits + exponent);
  const factor = Object.hasOwn(binaryFactors, suffix)
    ? binaryFactors[suffix]
    : decimalFactors[suffix];
  return factor === undefined ? undefined : Number(digits) * factor;
}

/** Writes bytes with the largest binary suffix that keeps them exact: 2147483648 → `2Gi`, 1500 → `1500`. */
export function formatBytes(bytes: number): string {
  for (const suffix of ['Ti', 'Gi', 'Mi', 'Ki']) {
    const factor = binaryFactors[suffix];
    if (bytes >= factor && bytes % factor === 0)
      return `${bytes / factor}${suffix}`;
  }
  return String(bytes);
}

/** Writes cores as Kubernetes likes them: 2 → `2`, 0.5 → `500m`. */
export function formatCores(cores: number): string {
  return Number.isInteger(cores)
    ? String(cores)
    : `${Math.round(cores * 1000)}m`;
}
