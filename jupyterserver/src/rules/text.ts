/** No control characters: they could end a line, a header or a value early wherever the text is used. */
export function hasNoControlCharacters(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  return !/[\u0000-\u001f\u007f]/.test(text);
}

/** The same as Kubernetes CEL (RE2) on the expression `subject`. */
export function celHasNoControlCharacters(subject: string): string {
  return `!${subject}.matches(r'[\\x00-\\x1f\\x7f]')`;
}
