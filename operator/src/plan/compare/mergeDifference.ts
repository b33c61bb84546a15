import { isRecord } from './listKeys';

/**
 * The merge patch (RFC 7386) that turns `from` into `to`; `undefined` when they are equal. Lists are replaced
 * whole.
 */
export function mergeDifference(
  from: unknown,
  to: Readonly<Record<string, unknown>>,
): Record<string, unknown> | undefined {
  const patch: Record<string, unknown> = {};
  const before = isRecord(from) ? from : {};
  for (const [name, value] of Object.entries(to)) {
    const previous = before[name];
    if (value === undefined) {
      continue;
    }
    if (isRecord(value) && isRecord(previous)) {
      const inner = mergeDifference(previous, value);
      if (inner) {
        patch[name] = inner;
      }
    } else if (!sameJson(previous, value)) {
      patch[name] = value;
    }
  }
  for (const name of Object.keys(before)) {
    if (
      to[name] === undefined &&
      before[name] !== undefined &&
      before[name] !== null
    ) {
      patch[name] = null;
    }
  }
  return Object.keys(patch).length > 0 ? patch : undefined;
}

/** Whether two JSON values are equal, whatever the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return (
      a.length === b.length &&
      a.every((value, index) => sameJson(value, b[index]))
    );
  }
  if (!isRecord(a) || !isRecord(b)) {
    return false;
  }
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every(name => sameJson(a[name], b[name]));
}
