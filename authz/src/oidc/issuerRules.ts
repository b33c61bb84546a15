import { OidcError } from './OidcError';

/** Whether requests to this provider may travel without TLS. */
export function allowsPlainHttp(
  issuerUrl: string,
  allowInsecureIssuer: boolean,
): boolean {
  const { protocol, hostname } = new URL(issuerUrl);
  return protocol === 'http:' && (allowInsecureIssuer || isLoopback(hostname));
}

/** Throws OidcError `issuer_insecure` for an http issuer that is neither on this machine nor allowed. */
export function requireSafeIssuer(
  issuerUrl: string,
  allowInsecureIssuer: boolean,
): void {
  if (new URL(issuerUrl).protocol === 'https:') return;
  if (allowsPlainHttp(issuerUrl, allowInsecureIssuer)) return;
  throw new OidcError(
    'issuer_insecure',
    `The issuer ${issuerUrl} does not use https. Use https, or set oidc.allowInsecureIssuer in a test cluster.`,
  );
}

/** By name, not by look-up: what DNS answers may change. */
function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}
