import { z } from 'zod';
import { celQuantity, parseQuantity } from '../rules/quantity';

/** A Kubernetes quantity as the API takes it; put `x-kubernetes-int-or-string` into the metadata of its last wrapper. */
export const quantitySchema = z.union([z.int(), z.string().max(64)], {
  error: 'must be a quantity such as 10Gi, or a whole number',
});

export function isPositiveQuantity(quantity: string | number): boolean {
  return (parseQuantity(quantity) ?? 0n) > 0n;
}

/** CEL that compares an int-or-string expression, which must be a quantity, with zero: -1, 0 or 1. */
export function celSign(subject: string): string {
  return `${celQuantity(subject)}.compareTo(quantity('0'))`;
}

/** CEL: the int-or-string expression is a quantity. Kubernetes itself takes "Gi" for one too, and for zero. */
export function celIsQuantity(subject: string): string {
  return `(isQuantity(string(${subject})) && string(${subject}).matches('[0-9]'))`;
}

/** CEL: the int-or-string expression is a quantity and greater than zero. */
export function celIsPositiveQuantity(subject: string): string {
  return `(${celIsQuantity(subject)} && ${celSign(subject)} > 0)`;
}
