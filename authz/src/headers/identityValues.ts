import { Identity } from '../gate/Identity';

const remembered = new WeakMap<Identity, string>();

/**
 * A claim as a header value: visible ASCII stays, everything else is percent-encoded UTF-8, `%` included so that nobody
 * can write the encoding of another name. Undefined for a claim with a control character, which no name has.
 */
export function headerValue(claim: string): string | undefined {
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(claim)) return undefined;
  return claim.replace(/[^\x21-\x24\x26-\x7e]/gu, encodeURIComponent);
}

/**
 * The header lines that tell the server who the user is, each ended by CRLF; the names are those that classic's
 * oauth2-proxy set. A comma inside a group is encoded, because commas separate groups.
 */
export function identityLines(identity: Identity): string {
  const known = remembered.get(identity);
  if (known !== undefined) return known;
  const groups = identity.groups
    .map(headerValue)
    .filter(group => group !== undefined)
    .map(group => group.replaceAll(',', '%2C'));
  const lines =
    line(
      'X-Forwarded-User',
      identity.subject && headerValue(identity.subject),
    ) +
    line('X-Forwarded-Email', identity.email && headerValue(identity.email)) +
    line('X-Forwarded-Groups', groups.join(','));
  remembered.set(identity, lines);
  return lines;
}

function line(name: string, value: string | undefined): string {
  return value ? `${name}: ${value}\r\n` : '';
}
