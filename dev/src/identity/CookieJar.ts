interface StoredCookie {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly path: string;
  readonly attributes: string;
}

/** Cookies as a browser keeps them: by host and path, several of one name if their paths differ. */
export class CookieJar {
  private cookies: StoredCookie[] = [];

  store(url: URL, setCookies: readonly string[]): void {
    for (const text of setCookies) {
      const [pair = '', ...attributes] = text.split(/;\s*/);
      const equals = pair.indexOf('=');
      const name = pair.slice(0, equals);
      const value = pair.slice(equals + 1);
      const read = (attribute: string) =>
        attributes
          .find(found => found.toLowerCase().startsWith(`${attribute}=`))
          ?.slice(attribute.length + 1);
      const path = read('path') ?? url.pathname.replace(/\/[^/]*$/, '') ?? '/';
      const expires = read('expires');
      const isOver =
        read('max-age') === '0' ||
        (expires !== undefined && Date.parse(expires) <= Date.now());
      this.cookies = this.cookies.filter(
        cookie =>
          !(
            cookie.name === name &&
            cookie.host === url.hostname &&
            cookie.path === path
          ),
      );
      if (isOver) continue;
      this.cookies.push({
        name,
        value,
        host: url.hostname,
        path: path || '/',
        attributes: attributes.join('; '),
      });
    }
  }

  /** The cookies for an address, those of longer paths first (RFC 6265 §5.4). */
  all(url: URL): readonly StoredCookie[] {
    return this.cookies
      .filter(
        ({ host, path }) =>
          host === url.hostname &&
          (path === '/' ||
            url.pathname === path ||
            url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`)),
      )
      .sort((one, other) => other.path.length - one.path.length);
  }

  headersFor(url: URL): Readonly<Record<string, string>> {
    const cookies = this.all(url);
    return cookies.length === 0
      ? {}
      : { cookie: cookies.map(c => `${c.name}=${c.value}`).join('; ') };
  }

  get size(): number {
    return this.cookies.length;
  }

  clear(): void {
    this.cookies = [];
  }
}
