/**
 * The request target for Jupyter: without `token` in its query, because Jupyter would believe that one rather than the
 * `Authorization` header, and log it. The rest of the query stays byte for byte.
 */
export function withoutToken(target: string): string {
  const mark = target.indexOf('?');
  if (mark < 0 || !/token/i.test(decodedLoosely(target.slice(mark))))
    return target;
  const kept = target
    .slice(mark + 1)
    .split('&')
    .filter(pair => !isToken(pair));
  return kept.length > 0
    ? `${target.slice(0, mark)}?${kept.join('&')}`
    : target.slice(0, mark);
}

/** The values of every `token` in a query. */
export function tokensIn(query: string): readonly string[] {
  if (!query) return [];
  return new URLSearchParams(query).getAll('token');
}

/** Decoded by the same rules as `tokensIn`, so that what one finds the other removes. */
function isToken(pair: string): boolean {
  return new URLSearchParams(pair).has('token');
}

function decodedLoosely(text: string): string {
  return text.includes('%')
    ? text.replace(/%([0-7][0-9a-f])/gi, (_, hex) =>
        String.fromCharCode(parseInt(hex, 16)),
      )
    : text;
}
