import { setOwn } from './setOwn';
import { Json, JsonObject } from './json';

/**
 * A deep copy as JSON: members that are undefined are left out, as JSON.stringify does.
 *
 * @throws TypeError on a value that JSON does not have (a function, a bigint, …).
 */
export function toJson(value: unknown): Json {
  switch (typeof value) {
    case 'boolean':
    case 'number':
    case 'string':
      return value;
    case 'object': {
      if (value === null) return null;
      if (Array.isArray(value))
        return value.map(entry => toJson(entry ?? null));
      const copy: JsonObject = {};
      for (const [key, member] of Object.entries(value))
        if (member !== undefined) setOwn(copy, key, toJson(member));
      return copy;
    }
    default:
      throw new TypeError(`JSON has no ${typeof value}`);
  }
}
