/** A piece of a line of YAML. */
export interface YamlToken {
  readonly kind: 'key' | 'comment' | 'text';
  readonly text: string;
}

/**
 * Splits a line into what is worth a colour. A reading aid, not a parser: whatever it does not
 * recognise is text, and the pieces always join to the line.
 */
export function tokenizeYamlLine(line: string): readonly YamlToken[] {
  const comment = /^\s*#/.test(line);
  if (comment) {
    return [{ kind: 'comment', text: line }];
  }
  const match = /^([\s-]*)("[^"]*"|'[^']*'|[\w./$-]+)(:)(?=\s|$)(.*)$/.exec(
    line,
  );
  if (!match) {
    return [{ kind: 'text', text: line }];
  }
  const [, indent, key, colon, rest] = match;
  return [
    { kind: 'text', text: indent },
    { kind: 'key', text: key },
    { kind: 'text', text: `${colon}${rest}` },
  ];
}
