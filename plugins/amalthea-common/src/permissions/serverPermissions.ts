import { createPermission } from '@backstage/plugin-permission-common';

/**
 * The resource type that permission policies see for one Jupyter server.
 *
 * @public
 */
export const RESOURCE_TYPE_AMALTHEA_SERVER = 'amalthea-server';

/**
 * Allows asking for a new server. Which profiles a person may use is decided per profile, after this permission.
 *
 * @public
 */
export const serverCreatePermission = createPermission({
  name: 'amalthea.server.create',
  attributes: { action: 'create' },
});

/**
 * Allows seeing a server: its state, events, logs, timeline and definition.
 *
 * @public
 */
export const serverReadPermission = createPermission({
  name: 'amalthea.server.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_AMALTHEA_SERVER,
});

/**
 * Allows changing a server: its shape, and also hibernate, resume, restart, keep and opening it with its token.
 *
 * @public
 */
export const serverUpdatePermission = createPermission({
  name: 'amalthea.server.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_AMALTHEA_SERVER,
});

/**
 * Allows deleting a server and, with it, its disk.
 *
 * @public
 */
export const serverDeletePermission = createPermission({
  name: 'amalthea.server.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_AMALTHEA_SERVER,
});

/**
 * All permissions of the plugin.
 *
 * @public
 */
export const amaltheaPermissions = [
  serverCreatePermission,
  serverReadPermission,
  serverUpdatePermission,
  serverDeletePermission,
];
