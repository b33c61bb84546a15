/**
 * Orders two RFC 3339 times. As text they do not sort: `…:10.5Z` would come before `…:10Z`.
 *
 * @returns negative when `one` is earlier; 0 when equal, or when one of them is no time
 */
export function compareInstants(one: string, other: string): number {
  return Date.parse(one) - Date.parse(other) || 0;
}
