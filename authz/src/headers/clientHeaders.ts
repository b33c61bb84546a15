import { connectionTokens } from './connectionTokens';
import { maySetCookie } from './cookies';
import { foldedName } from './foldedName';
import { isIdentityHeader } from './identityHeaders';

type Disposition =
  | 'pass'
  | 'drop'
  | 'connection'
  | 'cookie'
  | 'serviceWorker'
  | 'wholeHost'
  | 'date';

const special: Readonly<Record<string, Disposition>> = {
  connection: 'connection',
  'keep-alive': 'drop',
  'proxy-connection': 'drop',
  'proxy-authenticate': 'drop',
  te: 'drop',
  trailer: 'drop',
  'transfer-encoding': 'drop',
  upgrade: 'drop',
  'set-cookie': 'cookie',
  'service-worker-allowed': 'serviceWorker',
  'clear-site-data': 'wholeHost',
  'alt-svc': 'wholeHost',
  nel: 'wholeHost',
  'report-to': 'wholeHost',
  'strict-transport-security': 'wholeHost',
  date: 'date',
};

const remembered = new Map<string, Disposition>();

function dispositionOf(name: string): Disposition {
  const known = remembered.get(name);
  if (known) return known;
  const folded = foldedName(name);
  let disposition: Disposition = isIdentityHeader(name) ? 'drop' : 'pass';
  if (Object.hasOwn(special, folded))
    disposition = special[folded] as Disposition;
  if (remembered.size < 1_024) remembered.set(name, disposition);
  return disposition;
}

export interface ClientHeaders {
  /** Names and values in turn, for `writeHead`. */
  readonly headers: string[];
  readonly hasDate: boolean;
}

/**
 * What of the server's answer head reaches the client. Dropped are hop-by-hop headers, identity headers, our own cookies
 * and, under a base path, headers that act on the whole host, where siblings of other people live.
 */
export function clientHeaders(
  rawHeaders: readonly string[],
  basePath: string,
): ClientHeaders {
  const headers: string[] = [];
  let hasDate = false;
  let tokens: ReadonlySet<string> | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    const value = rawHeaders[index + 1] as string;
    switch (dispositionOf(name)) {
      case 'pass':
        headers.push(name, value);
        break;
      case 'date':
        hasDate = true;
        headers.push(name, value);
        break;
      case 'cookie':
        if (maySetCookie(value)) headers.push(name, value);
        break;
      case 'serviceWorker':
        if (isScopeBelow(value, basePath)) headers.push(name, value);
        break;
      case 'wholeHost':
        if (basePath === '') headers.push(name, value);
        break;
      case 'connection':
        tokens = union(tokens, connectionTokens(value));
        break;
      default:
    }
  }
  return { headers: tokens ? without(headers, tokens) : headers, hasDate };
}

/** A service worker may control what is below the base path, not a sibling. Scopes are compared as strings. */
function isScopeBelow(scope: string, basePath: string): boolean {
  const base = `http://host${basePath}/`;
  return (
    URL.canParse(scope, base) && new URL(scope, base).href.startsWith(base)
  );
}

function union(
  left: ReadonlySet<string> | undefined,
  right: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  return left && right ? new Set([...left, ...right]) : left ?? right;
}

/** Never the length: the body goes on with it. */
function without(
  headers: readonly string[],
  tokens: ReadonlySet<string>,
): string[] {
  const kept: string[] = [];
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index] as string;
    const lowerCase = name.toLowerCase();
    if (
      lowerCase === 'content-length' ||
      lowerCase === 'set-cookie' ||
      !tokens.has(lowerCase)
    )
      kept.push(name, headers[index + 1] as string);
  }
  return kept;
}
