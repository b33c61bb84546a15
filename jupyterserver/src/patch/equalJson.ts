import { isJsonObject, Json } from '../kubernetes/json';

/** Equality of JSON values as RFC 6902, section 4.6 defines it: the order of an object's members does not matter. */
export function equalJson(one: Json, other: Json): boolean {
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((entry, index) => equalJson(entry, other[index]))
    );
  }
  if (isJsonObject(one)) {
    if (!isJsonObject(other)) return false;
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every(
        key => Object.hasOwn(other, key) && equalJson(one[key], other[key]),
      )
    );
  }
  return one === other;
}
