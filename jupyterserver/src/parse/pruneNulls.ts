import { StructuralSchema } from '../crd/structuralSchema';
import { isJsonObject, Json, JsonObject } from '../kubernetes/json';
import { setOwn } from '../kubernetes/setOwn';

/**
 * Leaves out members that are null, as the API server does before it fills in defaults ("Defaulting and Nullable" in the
 * documentation of custom resources). What the schema preserves without looking at it stays as it is.
 */
export function pruneNulls(
  value: Json,
  schema: StructuralSchema | undefined,
): Json {
  if (!schema || schema['x-kubernetes-preserve-unknown-fields']) return value;
  if (Array.isArray(value))
    return value.map(entry => pruneNulls(entry, schema.items));
  if (!isJsonObject(value)) return value;
  const result: JsonObject = {};
  for (const [key, member] of Object.entries(value)) {
    const known =
      schema.properties && Object.hasOwn(schema.properties, key)
        ? schema.properties[key]
        : undefined;
    const memberSchema = known ?? schema.additionalProperties;
    if (
      member === null &&
      memberSchema &&
      !memberSchema['x-kubernetes-preserve-unknown-fields']
    )
      continue;
    setOwn(result, key, pruneNulls(member, memberSchema));
  }
  return result;
}
