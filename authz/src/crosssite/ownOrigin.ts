import { RequestView } from '../gate/RequestView';

export interface OriginRules {
  readonly publicUrl: string;
  readonly allowedOrigins: readonly string[];
}

/**
 * Whether an `Origin` belongs to this server. It does when it is that of `publicUrl` or configured; also when it has
 * `publicUrl`'s scheme and host name, and exactly the host and port of the request's `Host`: a cluster behind a
 * forwarded port. The host name must be ours in any case, so that a name that was rebound to our address, and a server
 * on another port of our host, stay strangers.
 */
export function isOwnOrigin(
  origin: string,
  view: Pick<RequestView, 'host'>,
  rules: OriginRules,
): boolean {
  if (rules.allowedOrigins.includes(origin)) return true;
  const own = new URL(rules.publicUrl);
  if (origin === own.origin) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return (
    from.origin === origin &&
    from.protocol === own.protocol &&
    from.hostname === own.hostname &&
    from.host === hostOf(view.host, own.protocol)
  );
}

function hostOf(host: string, protocol: string): string | undefined {
  const url = `${protocol}//${host}`;
  return URL.canParse(url) ? new URL(url).host : undefined;
}
