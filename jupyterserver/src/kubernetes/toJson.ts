import { setOwn } from './setOwn';
import { Json, JsonObject } from './json';

/** No object that runs comes near it; recursion over a value never ends at the end of the stack. */
const maximumDepth = 500;

/**
 * A deep copy as JSON: members that are undefined are left out, as JSON.stringify does.
 *
 * @throws TypeError on a value that JSON does not have (a function, a bigint, …), or that is nested too deeply.
 */
export function toJson(value: unknown, depth: number = 0): Json {
  if (depth > maximumDepth)
    throw new TypeError(`is nested more than ${maximumDepth} levels deep`);
  switch (typeof value) {
    case 'boolean':
    case 'number':
      return value;
    case 'string':
      // Half a surrogate pair is no text in UTF-8; Go's readers replace it too.
      return value.toWellFormed();
    case 'object': {
      if (value === null) return null;
      if (Array.isArray(value))
        return value.map(entry => toJson(entry ?? null, depth + 1));
      const copy: JsonObject = {};
      for (const [key, member] of Object.entries(value))
        if (member !== undefined) setOwn(copy, key, toJson(member, depth + 1));
      return copy;
    }
    default:
      throw new TypeError(`JSON has no ${typeof value}`);
  }
}
