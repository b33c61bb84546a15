/** The names between the slashes; empty ones and `.` do not count. */
function pathSegments(path: string): string[] {
  return path.split('/').filter(segment => segment !== '' && segment !== '.');
}

/** The absolute path without repeated slashes, `.` or a slash at the end. */
export function normalizeFilePath(path: string): string {
  return `/${pathSegments(path).join('/')}`;
}

export function hasParentSegment(path: string): boolean {
  return path.split('/').includes('..');
}

/**
 * Replacements that bring a path into a form in which a prefix of the text is a prefix of the path. Splitting it into
 * segments would be plainer, but exceeds the cost budget that the API server gives to a CEL rule.
 */
const simplifications = [
  ['/./', '/'],
  ['//', '/'],
  ['//', '/'],
  ['//', '/'],
] as const;

function comparable(path: string): string {
  return simplifications.reduce(
    (text, [from, to]) => text.replaceAll(from, to),
    `/${path}/`,
  );
}

function celComparable(subject: string): string {
  return simplifications.reduce(
    (text, [from, to]) => `${text}.replace('${from}', '${to}')`,
    `('/' + ${subject} + '/')`,
  );
}

/** True when `path` is `parent` or lies below it; both without `..`. */
export function isSameOrBelow(path: string, parent: string): boolean {
  return comparable(path).startsWith(comparable(parent));
}

/** The same as CEL on two expressions. */
export function celIsSameOrBelow(path: string, parent: string): string {
  return `${celComparable(path)}.startsWith(${celComparable(parent)})`;
}
