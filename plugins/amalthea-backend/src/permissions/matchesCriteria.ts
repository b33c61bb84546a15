import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import type { AmaltheaServerFilter } from './serverResource';

/** Whether a server with this owner is among what a policy's conditions select. */
export function matchesCriteria(
  criteria: PermissionCriteria<AmaltheaServerFilter>,
  owner: string | undefined,
): boolean {
  if (isAndCriteria(criteria))
    return criteria.allOf.every(part => matchesCriteria(part, owner));
  if (isOrCriteria(criteria))
    return criteria.anyOf.some(part => matchesCriteria(part, owner));
  if (isNotCriteria(criteria)) return !matchesCriteria(criteria.not, owner);
  return owner !== undefined && criteria.owners.includes(owner);
}
