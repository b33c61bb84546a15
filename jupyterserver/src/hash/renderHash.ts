import { Bundle } from '../render/bundle';
import { canonicalJson } from './canonicalJson';
import { sha256 } from './sha256';

/**
 * Identifies what was rendered: two bundles have the same hash when they would be applied as the same objects. 64
 * hexadecimal digits.
 */
export function renderHash(bundle: Bundle): string {
  return sha256(canonicalJson(Object.fromEntries(bundle)));
}
