/**
 * What may stand between the slashes of routing.path. It must work in four places at once: as an Ingress path, as a
 * cookie path, as Jupyter's base_url (which Tornado reads as a regular expression, so no `+ * ( ) $`), and in a URL.
 */
export const urlPathPattern =
  "^/*([A-Za-z0-9._~!&'=:@,-]|%[0-9A-Fa-f][0-9A-Fa-f])*(/([A-Za-z0-9._~!&'=:@,-]|%[0-9A-Fa-f][0-9A-Fa-f])+)*/*$";
/** Segments and escapes that an Ingress refuses. */
export const forbiddenSegmentPattern = '(^|/)\\.\\.?(/|$)|%2[fF]';

const urlPathExpression = new RegExp(urlPathPattern);
const forbiddenSegmentExpression = new RegExp(forbiddenSegmentPattern);

export function isUrlPath(path: string): boolean {
  return urlPathExpression.test(path) && !forbiddenSegmentExpression.test(path);
}
