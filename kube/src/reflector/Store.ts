import { KubernetesObject, objectKey } from '../api/KubernetesObject';
import { compareResourceVersions } from '../api/resourceVersion';

/** What happened to an object in a store. */
export type Change<T extends KubernetesObject> =
  | { readonly type: 'added'; readonly object: T }
  | { readonly type: 'updated'; readonly object: T; readonly previous: T }
  | { readonly type: 'deleted'; readonly object: T };

/** The read side of a store. What it gives must not be changed. */
export interface ReadonlyStore<T extends KubernetesObject> {
  readonly size: number;
  /** @param key - `namespace/name` */
  get(key: string): T | undefined;
  /** All objects, in no particular order. */
  list(): IterableIterator<T>;
  /** The objects that an index function filed under `value`. */
  byIndex(index: string, value: string): readonly T[];
}

/** Files an object under any number of values. */
export type IndexFunction<T extends KubernetesObject> = (
  object: T,
) => readonly string[];

/** Objects by key, with indexes. An object never goes back to an older version. */
export class Store<T extends KubernetesObject> implements ReadonlyStore<T> {
  readonly #objects = new Map<string, T>();
  readonly #indexFunctions: ReadonlyMap<string, IndexFunction<T>>;
  readonly #indexes = new Map<string, Map<string, Map<string, T>>>();

  /** @param indexes - index functions by name */
  constructor(indexes: Readonly<Record<string, IndexFunction<T>>> = {}) {
    this.#indexFunctions = new Map(Object.entries(indexes));
    for (const name of this.#indexFunctions.keys()) {
      this.#indexes.set(name, new Map());
    }
  }

  get size(): number {
    return this.#objects.size;
  }

  get(key: string): T | undefined {
    return this.#objects.get(key);
  }

  list(): IterableIterator<T> {
    return this.#objects.values();
  }

  byIndex(index: string, value: string): readonly T[] {
    const values = this.#indexes.get(index);
    if (!values) {
      throw new RangeError(`The store has no index "${index}".`);
    }
    return [...(values.get(value)?.values() ?? [])];
  }

  /**
   * Takes an object in. Nothing happens when the stored one is as new or newer. When the stored one had
   * the same name but another uid, it was deleted without our seeing it: the deletion is reported too.
   */
  upsert(object: T): readonly Change<T>[] {
    const key = objectKey(object);
    const previous = this.#objects.get(key);
    if (!previous) {
      this.set(key, object);
      return [{ type: 'added', object }];
    }
    const order = compareResourceVersions(
      object.metadata?.resourceVersion,
      previous.metadata?.resourceVersion,
    );
    const same =
      object.metadata?.resourceVersion !== undefined &&
      object.metadata.resourceVersion === previous.metadata?.resourceVersion;
    if (order < 0 || same) {
      return [];
    }
    this.unset(key, previous);
    this.set(key, object);
    return previous.metadata?.uid === object.metadata?.uid
      ? [{ type: 'updated', object, previous }]
      : [
          { type: 'deleted', object: previous },
          { type: 'added', object },
        ];
  }

  /** Takes an object out, unless the stored one is another or a newer one. */
  remove(object: T): readonly Change<T>[] {
    const key = objectKey(object);
    const stored = this.#objects.get(key);
    if (
      !stored ||
      stored.metadata?.uid !== object.metadata?.uid ||
      compareResourceVersions(
        object.metadata?.resourceVersion,
        stored.metadata?.resourceVersion,
      ) < 0
    ) {
      return [];
    }
    this.unset(key, stored);
    return [{ type: 'deleted', object }];
  }

  /** Takes in a complete list: what is not in it was deleted. */
  replace(objects: Iterable<T>): readonly Change<T>[] {
    const changes: Change<T>[] = [];
    const gone = new Map(this.#objects);
    for (const object of objects) {
      gone.delete(objectKey(object));
      changes.push(...this.upsert(object));
    }
    for (const [key, object] of gone) {
      this.unset(key, object);
      changes.push({ type: 'deleted', object });
    }
    return changes;
  }

  private set(key: string, object: T): void {
    this.#objects.set(key, object);
    for (const [name, indexFunction] of this.#indexFunctions) {
      const values = this.#indexes.get(name);
      for (const value of indexFunction(object)) {
        const entries = values?.get(value) ?? new Map<string, T>();
        entries.set(key, object);
        values?.set(value, entries);
      }
    }
  }

  private unset(key: string, object: T): void {
    this.#objects.delete(key);
    for (const [name, indexFunction] of this.#indexFunctions) {
      const values = this.#indexes.get(name);
      for (const value of indexFunction(object)) {
        const entries = values?.get(value);
        entries?.delete(key);
        if (entries?.size === 0) {
          values?.delete(value);
        }
      }
    }
  }
}
