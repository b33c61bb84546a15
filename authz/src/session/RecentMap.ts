/** A map that keeps the entries used last, half of its bound at least, and forgets the others. Takes constant time. */
export class RecentMap<Key, Value> {
  private readonly entries = new Map<Key, Value>();

  constructor(
    private readonly most: number,
    private readonly onForget?: (key: Key, value: Value) => void,
  ) {}

  get(key: Key): Value | undefined {
    const value = this.entries.get(key);
    if (value === undefined) return undefined;
    // While nothing is near being forgotten, the order does not matter, and moving costs more than looking up.
    if (this.entries.size * 2 > this.most) {
      this.entries.delete(key);
      this.entries.set(key, value);
    }
    return value;
  }

  set(key: Key, value: Value): void {
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size <= this.most) return;
    for (const [oldest, forgotten] of this.entries) {
      this.entries.delete(oldest);
      this.onForget?.(oldest, forgotten);
      return;
    }
  }

  delete(key: Key): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }

  values(): IterableIterator<Value> {
    return this.entries.values();
  }

  get size(): number {
    return this.entries.size;
  }
}
