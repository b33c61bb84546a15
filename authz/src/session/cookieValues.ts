/**
 * Every value that a `Cookie` header gives for exactly this name, in order, none decoded. More than one means that
 * somebody else on this host or its domain set one of them: the caller must not trust an order. Linear in the header.
 */
export function cookieValues(header: string, name: string): string[] {
  const values: string[] = [];
  for (const [found, value] of cookiePairs(header)) {
    if (found === name) values.push(value);
  }
  return values;
}

/** Name and value of each cookie whose name starts with the prefix. */
export function cookiesStartingWith(
  header: string,
  prefix: string,
): (readonly [name: string, value: string])[] {
  return [...cookiePairs(header)].filter(([name]) => name.startsWith(prefix));
}

/** Splits at `;` and at the first `=`, and trims only what RFC 6265 calls white space. */
function* cookiePairs(header: string): Generator<readonly [string, string]> {
  let start = 0;
  while (start < header.length) {
    let end = header.indexOf(';', start);
    if (end === -1) end = header.length;
    const equals = header.indexOf('=', start);
    if (equals !== -1 && equals < end) {
      yield [trim(header, start, equals), trim(header, equals + 1, end)];
    }
    start = end + 1;
  }
}

function trim(text: string, start: number, end: number): string {
  let from = start;
  let to = end;
  while (from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;
