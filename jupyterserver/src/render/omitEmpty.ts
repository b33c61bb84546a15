import { isJsonObject, Json, JsonObject } from '../kubernetes/json';
import { setOwn } from '../patch/mergePatch';

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
  if (!isJsonObject(value)) return value;
  const result: JsonObject = {};
  for (const [key, member] of Object.entries(value)) {
    const kept = omit(member);
    if (!isEmptyValue(key, kept)) setOwn(result, key, kept);
  }
  return result;
}

/**
 * Leaves out what the API server would leave out too. An empty list that is applied again and again can move
 * resourceVersion each time (kubernetes/kubernetes issue 131175).
 */
export function omitEmpty(child: JsonObject): Json {
  const [group = ''] = String(child.apiVersion).includes('/')
    ? String(child.apiVersion).split('/')
    : [''];
  if (builtInGroups.has(group)) return omit(child);
  return { ...child, metadata: omit(child.metadata) };
}
