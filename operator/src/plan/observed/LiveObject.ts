import { KubernetesObject } from '@amalthea/jupyterserver';

/** A child as the API server has it. Of the managed fields only the operator's own entry is kept. */
export interface LiveObject extends KubernetesObject {
  metadata: KubernetesObject['metadata'] & {
    name: string;
    uid: string;
    resourceVersion?: string;
    generation?: number;
    deletionTimestamp?: string;
    managedFields?: readonly { readonly fieldsV1?: Record<string, unknown> }[];
  };
}

/** `apps/v1 StatefulSet name`: what tells two children apart, whatever their keys. */
export function identityOf(object: KubernetesObject): string {
  return `${object.apiVersion} ${object.kind} ${object.metadata.name}`;
}

/** Whether two copies are of the same state of the same object: an answer to a write, and what the mirror got of it. */
export function isSameVersion(a: LiveObject, b: LiveObject): boolean {
  const { uid, resourceVersion } = a.metadata;
  return (
    a === b ||
    (resourceVersion !== undefined &&
      resourceVersion === b.metadata.resourceVersion &&
      uid === b.metadata.uid)
  );
}
