import {
  fieldManagers,
  kind,
  labels,
  labelValues,
} from '@amalthea/jupyterserver';
import { KubernetesObject, OwnerReference } from '@amalthea/kube';
import { z } from 'zod';

import { LiveObject } from '../plan/observed/LiveObject';

// Only checked: what it makes, a copy without all that it does not name, is not used.
const identitySchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.object({
    name: z.string(),
    uid: z.string(),
    resourceVersion: z.string(),
  }),
});

/** The transform of children: of the managed fields it keeps what the operator applied. */
export function toLiveObject(
  object: KubernetesObject,
): KubernetesObject & LiveObject {
  const { metadata } = object;
  if (metadata?.managedFields) {
    const own = metadata.managedFields.filter(
      ({ manager, operation, subresource }) =>
        manager === fieldManagers.operator &&
        operation === 'Apply' &&
        !subresource,
    );
    metadata.managedFields = own.map(({ fieldsV1 }) => ({ fieldsV1 }));
  }
  identitySchema.parse(object);
  return object as KubernetesObject & LiveObject;
}

/** The reference of the controller that owns an object. */
export function controllerOf(
  object: KubernetesObject,
): OwnerReference | undefined {
  return object.metadata?.ownerReferences?.find(({ controller }) => controller);
}

/** Names of the servers to which an object may belong, by label and by owner. */
export function parentNames(object: KubernetesObject): readonly string[] {
  const owner = controllerOf(object);
  const byOwner = owner?.kind === kind ? owner.name : undefined;
  const byLabel = object.metadata?.labels?.[labels.parentName];
  return [...new Set([byOwner, byLabel].filter(name => name !== undefined))];
}

/**
 * Whether an object belongs to a server: it is controlled by it, or by nobody and carries its name. The
 * latter are what Git delivers, and volumes that outlived their server.
 */
export function belongsTo(
  object: KubernetesObject,
  server: { readonly name: string; readonly uid: string },
): boolean {
  const owner = controllerOf(object);
  return owner
    ? owner.uid === server.uid
    : object.metadata?.labels?.[labels.parentName] === server.name &&
        object.metadata.labels[labels.managedBy] === labelValues.managedBy;
}
