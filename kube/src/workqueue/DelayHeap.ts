interface Entry {
  readonly key: string;
  readonly due: number;
}

/** Keys by the time at which they become due; each key has one time, the earliest asked for. */
export class DelayHeap {
  readonly #entries: Entry[] = [];
  readonly #due = new Map<string, number>();

  /** Number of keys. */
  get size(): number {
    return this.#due.size;
  }

  /** When the first key becomes due. */
  get earliest(): number | undefined {
    this.dropStale();
    return this.#entries[0]?.due;
  }

  /** Takes a key in; a later time than the one it has is ignored. */
  add(key: string, due: number): void {
    const current = this.#due.get(key);
    if (current !== undefined && current <= due) {
      return;
    }
    this.#due.set(key, due);
    this.#entries.push({ key, due });
    this.siftUp(this.#entries.length - 1);
  }

  /** Forgets a key. */
  delete(key: string): void {
    this.#due.delete(key);
  }

  /** Takes out the first key that is due at `now`. */
  takeDue(now: number): string | undefined {
    this.dropStale();
    const first = this.#entries[0];
    if (!first || first.due > now) {
      return undefined;
    }
    this.pop();
    this.#due.delete(first.key);
    return first.key;
  }

  /** Entries of keys that were deleted or moved forward stay in the heap until they reach its top. */
  private dropStale(): void {
    for (let first = this.#entries[0]; first; first = this.#entries[0]) {
      if (this.#due.get(first.key) === first.due) {
        return;
      }
      this.pop();
    }
  }

  private pop(): void {
    const last = this.#entries.pop();
    if (last && this.#entries.length > 0) {
      this.#entries[0] = last;
      this.siftDown(0);
    }
  }

  private siftUp(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.#entries[parent].due <= this.#entries[index].due) {
        return;
      }
      this.swap(parent, index);
      index = parent;
    }
  }

  private siftDown(start: number): void {
    let index = start;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let smallest = index;
      if (
        left < this.#entries.length &&
        this.#entries[left].due < this.#entries[smallest].due
      ) {
        smallest = left;
      }
      if (
        right < this.#entries.length &&
        this.#entries[right].due < this.#entries[smallest].due
      ) {
        smallest = right;
      }
      if (smallest === index) {
        return;
      }
      this.swap(smallest, index);
      index = smallest;
    }
  }

  private swap(a: number, b: number): void {
    [this.#entries[a], this.#entries[b]] = [this.#entries[b], this.#entries[a]];
  }
}
