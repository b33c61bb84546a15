import { isJsonObject, Json, JsonObject } from '../kubernetes/json';
import { KubernetesObject } from '../kubernetes/object';
import { setOwn } from '../kubernetes/setOwn';

/** Groups whose types are Go structs with omitempty: there an empty list or a null says the same as nothing. */
const builtInGroups: ReadonlySet<string> = new Set([
  '',
  'apps',
  'autoscaling',
  'batch',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
]);

/** Maps that exist only so that patches can add to them; elsewhere an empty object has a meaning (emptyDir: {}). */
const placeholders: ReadonlySet<string> = new Set([
  'labels',
  'annotations',
  'nodeSelector',
  'affinity',
  'resources',
  'data',
]);

function isEmptyValue(key: string, value: Json): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return (
    isJsonObject(value) &&
    placeholders.has(key) &&
    Object.keys(value).length === 0
  );
}

function omit(value: Json): Json {
  if (Array.isArray(value)) return value.map(omit);
  return isJsonObject(value) ? omitMembers(value) : value;
}

function omitMembers(object: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const [key, member] of Object.entries(object)) {
    const kept = omit(member);
    if (!isEmptyValue(key, kept)) setOwn(result, key, kept);
  }
  return result;
}

/** A child as JSON. */
type Child = JsonObject & {
  apiVersion: string;
  kind: string;
  metadata: JsonObject;
};

/**
 * Leaves out what the API server would leave out too. An empty list that is applied again and again can move
 * resourceVersion each time (kubernetes/kubernetes issue 131175).
 */
export function omitEmpty(child: Child): KubernetesObject {
  const { apiVersion, kind, metadata, ...body } = child;
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const finished = omitMembers(metadata);
  const rest = builtInGroups.has(group) ? omitMembers(body) : body;
  return { apiVersion, kind, metadata: finished, ...rest };
}
