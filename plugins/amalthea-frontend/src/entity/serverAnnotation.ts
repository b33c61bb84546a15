import type { ServerReference } from '@amalthea/plugin-amalthea-common';

/** Names the server of a catalog entity as `cluster/namespace/name`. */
export const SERVER_ANNOTATION = 'amalthea.dev/server';

/** The server of an annotation's value; undefined when it names none. */
export function parseServerAnnotation(
  value: string | undefined,
): ServerReference | undefined {
  const [cluster, namespace, name, ...rest] = value?.split('/') ?? [];
  return cluster && namespace && name && rest.length === 0
    ? { cluster, namespace, name }
    : undefined;
}
