import { isRecord } from './listKeys';

const unknownStep = Symbol('a step that does not lead anywhere');

/**
 * Whether we own a field that is no longer rendered: only an apply gives it up. A comparison with the live
 * object cannot see that, because a field that nobody renders looks like a field of somebody else.
 *
 * @param fields - our entry of the managed fields, in the format FieldsV1
 * @param desired - what is rendered now
 */
export function ownsMoreThan(fields: unknown, desired: unknown): boolean {
  if (!isRecord(fields)) {
    return false;
  }
  return Object.entries(fields).some(([step, below]) => {
    const value = follow(step, desired);
    return value === unknownStep
      ? false
      : value === undefined || ownsMoreThan(below, value);
  });
}

/** `f:name` is a field, `k:{…}` an element by its keys, `v:…` an element by its value, `i:0` by its index. */
function follow(step: string, desired: unknown): unknown {
  const [kind, rest] = [step.slice(0, 2), step.slice(2)];
  switch (kind) {
    case 'f:':
      return isRecord(desired) ? desired[rest] ?? undefined : undefined;
    case 'k:':
      return Array.isArray(desired) ? elementByKeys(desired, rest) : undefined;
    case 'v:':
      return Array.isArray(desired)
        ? desired.find(value => JSON.stringify(value) === rest)
        : undefined;
    default:
      return unknownStep;
  }
}

function elementByKeys(list: readonly unknown[], encoded: string): unknown {
  const keys: unknown = JSON.parse(encoded);
  if (!isRecord(keys)) {
    return undefined;
  }
  // A key that is not rendered was filled in by the API server.
  return list.find(
    element =>
      isRecord(element) &&
      Object.entries(keys).every(
        ([name, value]) =>
          element[name] === undefined || element[name] === value,
      ),
  );
}
