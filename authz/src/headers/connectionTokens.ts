/** Tokens that name how the connection works, not a header. */
const plain = new Set(['keep-alive', 'close', 'upgrade', '']);

/**
 * The header names that `Connection` declares hop-by-hop, in lower case. What the proxy writes itself is not affected:
 * it is added afterwards, so no token can take it away (CVE-2025-48865, CVE-2024-45410).
 */
export function connectionTokens(
  value: string,
): ReadonlySet<string> | undefined {
  if (value === 'keep-alive' || value === 'close') return undefined;
  const tokens = value
    .toLowerCase()
    .split(',')
    .map(token => token.trim())
    .filter(token => !plain.has(token));
  return tokens.length > 0 ? new Set(tokens) : undefined;
}
