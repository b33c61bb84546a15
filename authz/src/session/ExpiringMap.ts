/**
 * Remembers a number under each key until a time, for example when something was used or revoked. When it is full,
 * `set` refuses, so that nothing that must be remembered is forgotten early: the caller decides what then is safe.
 */
export class ExpiringMap {
  private readonly entries = new Map<
    string,
    { readonly value: number; readonly untilSeconds: number }
  >();

  constructor(private readonly most: number) {}

  /** False if there is no room. */
  set(
    key: string,
    value: number,
    untilSeconds: number,
    nowSeconds: number,
  ): boolean {
    if (!this.entries.has(key) && this.entries.size >= this.most) {
      this.sweep(nowSeconds);
      if (this.entries.size >= this.most) return false;
    }
    this.entries.set(key, { value, untilSeconds });
    return true;
  }

  get(key: string, nowSeconds: number): number | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    if (nowSeconds < entry.untilSeconds) return entry.value;
    this.entries.delete(key);
    return undefined;
  }

  has(key: string, nowSeconds: number): boolean {
    return this.get(key, nowSeconds) !== undefined;
  }

  get size(): number {
    return this.entries.size;
  }

  private sweep(nowSeconds: number): void {
    for (const [key, { untilSeconds }] of this.entries) {
      if (nowSeconds >= untilSeconds) this.entries.delete(key);
    }
  }
}
