const name = '[A-Za-z0-9]([-A-Za-z0-9._]*[A-Za-z0-9])?';
const ipv6Address = '\\[[0-9A-Fa-f:.]+\\]';
const port =
  '(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?';
const path = '(/([^\\x00-\\x20?#\\x7f"<>\\\\%]|%[0-9A-Fa-f]{2})*)?';

/**
 * An issuer identifier (OpenID Connect Discovery 1.0, section 2): scheme, host, optional port and path, no query and no
 * fragment. `http` stays allowed because classic accepted it and clusters without TLS inside use it.
 */
export const issuerUrlPattern = `^https?://(${name}|${ipv6Address})${port}${path}$`;

const issuerUrlExpression = new RegExp(issuerUrlPattern);

export function isIssuerUrl(text: string): boolean {
  return issuerUrlExpression.test(text) && URL.canParse(text);
}
