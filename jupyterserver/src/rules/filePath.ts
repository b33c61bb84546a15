/** The names between the slashes; empty ones and `.` do not count. */
export function pathSegments(path: string): string[] {
  return path.split('/').filter(segment => segment !== '' && segment !== '.');
}

/** True when `path` is `parent` or lies below it; both absolute and without `..`. */
export function isSameOrBelow(path: string, parent: string): boolean {
  const segments = pathSegments(path);
  return pathSegments(parent).every(
    (segment, index) => segments[index] === segment,
  );
}

export function hasParentSegment(path: string): boolean {
  return path.split('/').includes('..');
}

/** The absolute path without repeated slashes, `.` or a slash at the end. */
export function normalizeFilePath(path: string): string {
  return `/${pathSegments(path).join('/')}`;
}

/** CEL for `pathSegments`, each with a slash behind it, joined: so that a prefix of text is a prefix of segments. */
export function celSegments(subject: string): string {
  return `${subject}.split('/').filter(s, s != '' && s != '.').map(s, s + '/').join('')`;
}
