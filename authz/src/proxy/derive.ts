import { AuthzConfig } from '../config/AuthzConfig';
import { matcher } from '../config/cidr';
import { Derived } from './Services';

export function derive({ settings }: AuthzConfig): Derived {
  const publicUrl = new URL(settings.publicUrl);
  const upstream = new URL(settings.upstream);
  return {
    isTrustedPeer: matcher(settings.trustedProxies),
    forwardedLines: `X-Forwarded-Proto: ${publicUrl.protocol.slice(
      0,
      -1,
    )}\r\nX-Forwarded-Host: ${publicUrl.host}\r\n`,
    upstreamHost: upstream.hostname.replace(/^\[|\]$/g, ''),
    upstreamPort: Number(upstream.port || 80),
  };
}
