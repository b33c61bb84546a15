/** Why a JSON pointer does not lead anywhere. */
export class JsonPointerError extends Error {
  override readonly name = 'JsonPointerError';
}

/** The tokens of a JSON pointer (RFC 6901): "/a~1b/0" is ["a/b", "0"], "" is []. */
export function parseJsonPointer(pointer: string): string[] {
  if (pointer === '') return [];
  if (!pointer.startsWith('/'))
    throw new JsonPointerError(`the path must begin with '/'`);
  if (/~(?![01])/.test(pointer))
    throw new JsonPointerError(
      `'~' must be written as '~0' and '/' in a name as '~1'`,
    );
  return pointer
    .slice(1)
    .split('/')
    .map(token => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The JSON pointer of the tokens. */
export function formatJsonPointer(tokens: readonly string[]): string {
  return tokens
    .map(token => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** An array index without leading zeros (RFC 6901, section 4); undefined when it is none. */
export function parseArrayIndex(token: string): number | undefined {
  return /^(0|[1-9][0-9]{0,9})$/.test(token) ? Number(token) : undefined;
}
