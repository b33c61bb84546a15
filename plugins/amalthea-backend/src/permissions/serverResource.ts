import { RESOURCE_TYPE_AMALTHEA_SERVER } from '@amalthea/plugin-amalthea-common';
import { createPermissionResourceRef } from '@backstage/plugin-permission-node';

/**
 * What permission rules see of a server.
 *
 * @public
 */
export interface AmaltheaServerResource {
  /** Entity reference in lower case; absent for servers without an owner. */
  readonly owner?: string;
}

/**
 * What permission rules ask of a list: servers that belong to one of these owners.
 *
 * @public
 */
export interface AmaltheaServerFilter {
  readonly owners: readonly string[];
}

/**
 * Names the resource type in the permission system.
 *
 * @public
 */
export const amaltheaServerResourceRef = createPermissionResourceRef<
  AmaltheaServerResource,
  AmaltheaServerFilter
>().with({ pluginId: 'amalthea', resourceType: RESOURCE_TYPE_AMALTHEA_SERVER });
