import { isJsonObject, Json, JsonObject } from '../kubernetes/json';

/** Sets an own property, also for keys such as `__proto__` that an assignment would interpret. */
export function setOwn(target: JsonObject, key: string, value: Json): void {
  // Only this name is a setter; defining every member is several times slower than assigning it.
  if (key !== '__proto__') {
    target[key] = value;
    return;
  }
  Object.defineProperty(target, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

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
