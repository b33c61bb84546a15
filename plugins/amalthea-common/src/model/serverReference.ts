/**
 * Names one server among all clusters.
 *
 * @public
 */
export interface ServerReference {
  /** The name of the cluster in the portal's configuration. */
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
}

/**
 * The text form `cluster/namespace/name`, used in URLs, logs and the audit trail.
 *
 * @public
 */
export function stringifyServerReference(reference: ServerReference): string {
  return [reference.cluster, reference.namespace, reference.name]
    .map(encodeURIComponent)
    .join('/');
}
