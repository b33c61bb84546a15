import { isJsonObject, Json, JsonObject } from '../kubernetes/json';
import { setOwn } from '../kubernetes/setOwn';

/** Applies a JSON Merge Patch (RFC 7386, section 2) and returns the result; neither argument is changed. */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) return patch;
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(isJsonObject(target) ? target : {}))
    setOwn(result, key, value);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else
      setOwn(
        result,
        key,
        mergePatch(Object.hasOwn(result, key) ? result[key] : undefined, value),
      );
  }
  return result;
}
