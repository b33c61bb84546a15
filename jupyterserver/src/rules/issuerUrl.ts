/**
 * An issuer identifier (OpenID Connect Discovery 1.0, section 2): scheme, host, optional port and path, no query and no
 * fragment. `http` stays allowed because classic accepted it and clusters without TLS inside use it.
 */
export const issuerUrlPattern =
  '^https?://([A-Za-z0-9]([-A-Za-z0-9._]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?(/[^\\s?#\\x00-\\x1f\\x7f"<>\\\\]*)?$';

const issuerUrlExpression = new RegExp(issuerUrlPattern);

export function isIssuerUrl(text: string): boolean {
  return issuerUrlExpression.test(text) && URL.canParse(text);
}
