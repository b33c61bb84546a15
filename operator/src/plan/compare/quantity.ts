import { parseQuantity } from '@amalthea/jupyterserver';

/** Whether two quantities are the same amount: the API server writes 0.5 as 500m and 1024Mi as 1Gi. */
export function sameQuantity(a: unknown, b: unknown): boolean {
  if (!isScalar(a) || !isScalar(b)) {
    return false;
  }
  const left = parseQuantity(a);
  return left !== undefined && left === parseQuantity(b);
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
