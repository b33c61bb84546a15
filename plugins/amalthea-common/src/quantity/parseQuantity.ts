/** Binary and decimal suffixes, as `resource.Quantity` of the Kubernetes API has them. */
const factors: ReadonlyMap<string, number> = new Map([
  ['n', 1e-9],
  ['u', 1e-6],
  ['m', 1e-3],
  ['', 1],
  ['k', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
  ['P', 1e15],
  ['E', 1e18],
  ['Ki', 2 ** 10],
  ['Mi', 2 ** 20],
  ['Gi', 2 ** 30],
  ['Ti', 2 ** 40],
  ['Pi', 2 ** 50],
  ['Ei', 2 ** 60],
]);

const expression =
  /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([A-Za-z]{0,2}))$/;

/**
 * The number that a Kubernetes quantity stands for, in its base unit: `500m` is 0.5, `8Gi` is 8589934592, 4 is 4;
 * undefined when the value is no quantity. As exact as a double, which is enough to show and to add up.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 * @public
 */
export function parseQuantity(quantity: unknown): number | undefined {
  if (typeof quantity === 'number')
    return Number.isFinite(quantity) ? quantity : undefined;
  if (typeof quantity !== 'string') return undefined;
  const match = expression.exec(quantity.trim());
  if (!match) return undefined;
  const [, digits, exponent, suffix = ''] = match;
  if (exponent) return Number(digits + exponent);
  const factor = factors.get(suffix);
  return factor === undefined ? undefined : Number(digits) * factor;
}
