import { atomicMaps, isRecord, listKeysOf, sameElement } from './listKeys';
import { sameQuantity } from './quantity';

/** A field that is not as it should be. */
export interface Difference {
  /** JSON pointer. */
  readonly pointer: string;
  readonly desired: unknown;
  readonly live: unknown;
}

/**
 * The fields of `desired` that `live` does not have. What `live` has besides is not looked at: defaults and
 * the fields of other managers. Lists and maps are compared as the API server merges them.
 *
 * @param desired - what was rendered
 * @param live - what the API server has
 * @param pointer - where both are
 */
export function* differences(
  desired: unknown,
  live: unknown,
  pointer: string = '',
): Generator<Difference, void, undefined> {
  if (desired === undefined || desired === null) {
    return;
  }
  if (Array.isArray(desired)) {
    yield* listDifferences(desired, live, pointer);
  } else if (isRecord(desired)) {
    yield* mapDifferences(desired, live, pointer);
  } else if (
    desired !== live &&
    !(isQuantity(pointer) && sameQuantity(desired, live))
  ) {
    yield { pointer, desired, live };
  }
}

/** Whether `live` has all of `desired`. */
export function covers(live: unknown, desired: unknown): boolean {
  return differences(desired, live).next().done === true;
}

function* listDifferences(
  desired: readonly unknown[],
  live: unknown,
  pointer: string,
): Generator<Difference, void, undefined> {
  const liveList: readonly unknown[] = Array.isArray(live) ? live : [];
  const keys = listKeysOf(pointer, desired);
  if (!keys) {
    if (desired.length !== liveList.length) {
      yield { pointer, desired, live };
      return;
    }
    for (const [index, element] of desired.entries()) {
      yield* differences(element, liveList[index], `${pointer}/${index}`);
    }
    return;
  }
  for (const [index, element] of desired.entries()) {
    const match = liveList.find(candidate =>
      sameElement(keys, element, candidate),
    );
    if (match === undefined) {
      yield {
        pointer: `${pointer}/${index}`,
        desired: element,
        live: undefined,
      };
    } else {
      yield* differences(element, match, `${pointer}/${index}`);
    }
  }
}

function* mapDifferences(
  desired: Readonly<Record<string, unknown>>,
  live: unknown,
  pointer: string,
): Generator<Difference, void, undefined> {
  const names = Object.keys(desired);
  if (!isRecord(live)) {
    if (
      names.some(name => !isEmpty(desired[name])) ||
      pointer.endsWith('emptyDir')
    ) {
      yield { pointer, desired, live };
    }
    return;
  }
  if (atomicMaps.has(pointer.slice(pointer.lastIndexOf('/') + 1))) {
    const added = Object.keys(live).find(
      name => !Object.hasOwn(desired, name) && !isEmpty(live[name]),
    );
    if (added !== undefined) {
      yield {
        pointer: `${pointer}/${escape(added)}`,
        desired: undefined,
        live: live[added],
      };
    }
  }
  for (const name of names) {
    const lives = Object.hasOwn(live, name) ? live[name] : undefined;
    yield* differences(desired[name], lives, `${pointer}/${escape(name)}`);
  }
}

/** Empty lists and maps are the same as absent ones to the API server, except where presence has a meaning. */
function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (Array.isArray(value) && value.length === 0) ||
    (isRecord(value) && Object.keys(value).length === 0)
  );
}

function isQuantity(pointer: string): boolean {
  return /\/(requests|limits)\/[^/]+$|\/(sizeLimit|divisor)$/.test(pointer);
}

/** RFC 6901. Few names need it. */
function escape(name: string): string {
  return name.includes('/') || name.includes('~')
    ? name.replaceAll('~', '~0').replaceAll('/', '~1')
    : name;
}
