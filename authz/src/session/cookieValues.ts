/**
 * Every value that a `Cookie` header gives for exactly this name, in order, none decoded. More than one means that
 * somebody else on this host or its domain set one of them: the caller must not trust an order. Linear in the header.
 */
export function cookieValues(header: string, name: string): readonly string[] {
  const wanted = `${name}=`;
  let at = header.indexOf(wanted);
  if (at === -1) return [];
  const values: string[] = [];
  while (at !== -1) {
    const start = at + wanted.length;
    let next = start;
    // Looking for the end only where a cookie begins keeps this linear for `a=a=a=…`.
    if (beginsCookie(header, at)) {
      const semicolon = header.indexOf(';', start);
      next = semicolon === -1 ? header.length : semicolon;
      values.push(trimEnd(header, start, next));
    }
    at = header.indexOf(wanted, next);
  }
  return values;
}

/** Name and value of each cookie whose name starts with the prefix. */
export function cookiesStartingWith(
  header: string,
  prefix: string,
): readonly (readonly [name: string, value: string])[] {
  return header.split(';').flatMap(pair => {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, Math.max(0, equals)).replace(/^[ \t]+/, '');
    return equals > 0 && name.startsWith(prefix)
      ? [[name, trimEnd(pair, equals + 1, pair.length)] as const]
      : [];
  });
}

/** Whether only white space stands between this position and the last `;` or the start. */
function beginsCookie(header: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && isBlank(header.charCodeAt(before))) before -= 1;
  return before < 0 || header[before] === ';';
}

function trimEnd(text: string, start: number, end: number): string {
  let to = end;
  while (to > start && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(start, to);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
