import { foldedName } from './foldedName';
import { isIdentityHeader } from './identityHeaders';

/**
 * What happens to a client's header on its way to the server: `pass` as it is, `drop`, or `own` when the proxy writes
 * the header itself, from the request as it understood it.
 */
export type Disposition = 'pass' | 'drop' | 'own';

/** Hop-by-hop headers (RFC 9110, section 7.6.1), framing and what the proxy sets anew. */
const own = new Set([
  'host',
  'cookie',
  'authorization',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'proxy-connection',
  'proxy-authorization',
  'proxy-authenticate',
  'http2-settings',
]);

const remembered = new Map<string, Disposition>();
const maximumRemembered = 1_024;

export function requestDisposition(name: string): Disposition {
  const known = remembered.get(name);
  if (known) return known;
  let disposition: Disposition = 'pass';
  if (own.has(foldedName(name))) disposition = 'own';
  else if (isIdentityHeader(name)) disposition = 'drop';
  if (remembered.size < maximumRemembered) remembered.set(name, disposition);
  return disposition;
}
