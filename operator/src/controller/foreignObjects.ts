import { kind as serverKind } from '@amalthea/jupyterserver';
import {
  isNotFound,
  KubeClient,
  KubernetesObject,
  ResourceRef,
} from '@amalthea/kube';

import { ForeignObject } from '../plan/observed/Observed';
import { belongsTo, controllerOf, toLiveObject } from './liveObject';
import { WriteContext } from './WriteContext';

/** Who an object belongs to that stands where a child should. */
export function describeForeign(
  object: KubernetesObject,
  server: { readonly name: string },
): ForeignObject {
  const owner = controllerOf(object);
  const name = `${object.kind} "${object.metadata?.name}"`;
  if (!owner) {
    return { owner: 'other', description: name };
  }
  const previous = owner.kind === serverKind && owner.name === server.name;
  return {
    owner: previous ? 'previous' : 'other',
    description: `${name} of ${owner.kind} "${owner.name}"`,
  };
}

/**
 * Looks at the object that stands where a child should, and remembers it: as ours, when an earlier write of
 * ours was carried out without our seeing the answer; else as foreign.
 *
 * @param identity - see identityOf
 */
export async function lookAtOccupant(
  client: KubeClient,
  resource: ResourceRef,
  identity: string,
  { server, memory, signal }: WriteContext,
): Promise<void> {
  const name = identity.slice(identity.lastIndexOf(' ') + 1);
  let found: KubernetesObject;
  try {
    found = await client.get(
      resource,
      { namespace: server.namespace, name },
      { signal },
    );
  } catch (error) {
    if (isNotFound(error)) {
      memory.foreign.delete(identity);
      return;
    }
    throw error;
  }
  if (belongsTo(found, server)) {
    memory.foreign.delete(identity);
    memory.writes.childWritten(toLiveObject(found));
  } else {
    memory.foreign.set(identity, describeForeign(found, server));
  }
}
