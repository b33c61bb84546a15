/**
 * The token of an `Authorization` header, as classic and Jupyter understand it: `token X` or `Bearer X`, the scheme in
 * any case. Undefined for any other scheme.
 */
export function headerToken(
  authorization: string | undefined,
): string | undefined {
  if (authorization === undefined) return undefined;
  return /^(?:token|bearer) +(\S+) *$/i.exec(authorization)?.[1];
}
