/** A reference from an object to the one that owns it. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** Who set which fields, as the API server keeps it for server-side apply. */
export interface ManagedFieldsEntry {
  manager?: string;
  operation?: string;
  subresource?: string;
  apiVersion?: string;
  time?: string;
  fieldsType?: string;
  fieldsV1?: Record<string, unknown>;
}

/** Metadata as it is on the wire: times are RFC 3339 strings, versions are opaque strings. */
export interface ObjectMeta {
  name?: string;
  generateName?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  managedFields?: ManagedFieldsEntry[];
}

/** What every object of the API has. */
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
}

/** An object whose other fields are not known to the type checker. */
export interface UnstructuredObject extends KubernetesObject {
  [field: string]: unknown;
}

/** A page of objects. */
export interface ObjectList<T extends KubernetesObject> {
  apiVersion?: string;
  kind?: string;
  metadata?: {
    resourceVersion?: string;
    continue?: string;
    remainingItemCount?: number;
  };
  items: T[];
}

/** Where an object lives. */
export interface ObjectName {
  readonly name: string;
  readonly namespace?: string;
}

/** The key of an object in a store or a queue: `namespace/name`, or `name` when it has no namespace. */
export function objectKey(object: KubernetesObject | ObjectName): string {
  const { name, namespace } =
    'metadata' in object && object.metadata
      ? object.metadata
      : (object as ObjectName);
  return namespace ? `${namespace}/${name ?? ''}` : `${name ?? ''}`;
}

/** The inverse of {@link objectKey}. */
export function parseObjectKey(key: string): ObjectName {
  const slash = key.indexOf('/');
  return slash < 0
    ? { name: key }
    : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}
