import { isIP } from 'node:net';

const maximumHops = 16;

/**
 * The value of `X-Forwarded-For` for the server: the peer alone, or after what a trusted peer said, if that is a list of
 * addresses.
 */
export function forwardedFor(
  remoteAddress: string,
  isTrustedPeer: boolean,
  received: string | undefined,
): string {
  if (!isTrustedPeer || !received) return remoteAddress;
  const hops = received.split(',').map(hop => hop.trim());
  if (hops.length > maximumHops || !hops.every(hop => isIP(hop) !== 0))
    return remoteAddress;
  return `${hops.join(', ')}, ${remoteAddress}`;
}
