/** A path inside the repository: segments joined by `/`, no leading slash, empty for the root. */
export type RepositoryPath = string;

export type PathResult =
  | { readonly ok: true; readonly path: RepositoryPath }
  | { readonly ok: false };

/**
 * Resolves a path lexically against a directory of the repository, as Go's `filepath.Join` does. Refuses what leaves
 * the repository and absolute paths, which have no meaning in it.
 */
export function resolvePath(
  directory: RepositoryPath,
  relative: string,
): PathResult {
  if (relative.startsWith('/') || relative.includes('\0')) return { ok: false };
  const segments = directory === '' ? [] : directory.split('/');
  for (const segment of relative.split('/')) {
    if (segment === '..') {
      if (segments.pop() === undefined) return { ok: false };
    } else if (segment !== '' && segment !== '.') {
      segments.push(segment);
    }
  }
  return { ok: true, path: segments.join('/') };
}

/** The directory of a path; of the root, the root. */
export function directoryOf(path: RepositoryPath): RepositoryPath {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** The last segment of a path. */
export function baseName(path: RepositoryPath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `a/b` under directory `a` gives `b`; a path outside the directory stays as it is. */
export function relativeTo(
  directory: RepositoryPath,
  path: RepositoryPath,
): string {
  if (directory === '') return path;
  return path.startsWith(`${directory}/`)
    ? path.slice(directory.length + 1)
    : path;
}

/** Appends a name to a directory's path. */
export function joinPath(
  directory: RepositoryPath,
  name: string,
): RepositoryPath {
  return directory === '' ? name : `${directory}/${name}`;
}
