const outerWhiteSpace = /^[\t\n\r ]+|[\t\n\r ]+$/g;

/** Headers by name, in any case; those that repeat are one value, joined by commas. The part of the web's `Headers` that is used. */
export class ProviderHeaders {
  private readonly values = new Map<string, string>();

  constructor(
    init: Iterable<readonly [string, string]> | Record<string, string> = [],
  ) {
    const pairs = Symbol.iterator in init ? init : Object.entries(init);
    for (const [name, value] of pairs) this.append(name, value);
  }

  append(name: string, value: string): void {
    const before = this.get(name);
    this.set(name, before === null ? value : `${before}, ${value}`);
  }

  delete(name: string): void {
    this.values.delete(name.toLowerCase());
  }

  get(name: string): string | null {
    return this.values.get(name.toLowerCase()) ?? null;
  }

  has(name: string): boolean {
    return this.values.has(name.toLowerCase());
  }

  set(name: string, value: string): void {
    this.values.set(
      name.toLowerCase(),
      String(value).replace(outerWhiteSpace, ''),
    );
  }

  entries(): MapIterator<[string, string]> {
    return this.values.entries();
  }

  [Symbol.iterator](): MapIterator<[string, string]> {
    return this.entries();
  }

  /** By this the OAuth library knows the class when Node.js has its own under the name. */
  get [Symbol.toStringTag](): string {
    return 'Headers';
  }
}
