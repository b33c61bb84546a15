import { DeliveryError } from '../failure';
import { joinPath, resolvePath, type RepositoryPath } from './entryPath';
import { isManifestFile, isVisible } from './manifestFile';
import type { SourceTree, TreeNode } from './sourceTree';

/** A manifest file: the path that people see, and the path that holds the bytes once links are followed. */
export interface ManifestPath {
  readonly path: RepositoryPath;
  readonly realPath: RepositoryPath;
}

/** The kernel's own bound on links in one path (ELOOP). */
const maximumLinks = 40;

interface Resolved {
  readonly realPath: RepositoryPath;
  readonly node: TreeNode;
}

function illegalLink(path: RepositoryPath): DeliveryError {
  return new DeliveryError(
    'INVALID_ARCHIVE',
    `illegal filepath in symlink: ${path} leads out of the repository. Replace the link by a file.`,
  );
}

/** What stands for bytes that are no UTF-8. */
const replacementCharacter = '\ufffd';

/** Two such names can look the same, so that one file would hide the other, and what it holds would be pruned. */
function unreadableName(path: RepositoryPath): DeliveryError {
  return new DeliveryError(
    'INVALID_ARCHIVE',
    `${path}: the name is not UTF-8. Rename the file.`,
  );
}

/** Follows the links of a path, segment by segment as a kernel does; `undefined` when nothing is there. */
function resolve(tree: SourceTree, path: RepositoryPath): Resolved | undefined {
  let pending = path === '' ? [] : path.split('/');
  let realPath = '';
  let node = tree.node('');
  let links = 0;
  while (pending.length > 0) {
    const [segment = '', ...rest] = pending;
    const next = joinPath(realPath, segment);
    node = tree.node(next);
    if (!node) return undefined;
    if (node.type === 'symlink') {
      links += 1;
      if (links > maximumLinks) {
        throw new DeliveryError(
          'INVALID_ARCHIVE',
          `${path}: more than ${maximumLinks} symbolic links; is it a loop?`,
        );
      }
      const target = resolvePath(realPath, node.target);
      if (!target.ok) throw illegalLink(next);
      pending = [
        ...(target.path === '' ? [] : target.path.split('/')),
        ...rest,
      ];
      realPath = '';
      node = tree.node('');
    } else {
      pending = rest;
      realPath = next;
    }
  }
  return node ? { realPath, node } : undefined;
}

/**
 * Finds the manifest files of an application's path, sub-directories included, in the order of their paths. A file that
 * links make visible twice is listed once, and a directory is visited once, so that a loop of links ends.
 *
 * @throws DeliveryError `PATH_NOT_FOUND` without such a directory, `INVALID_ARCHIVE` for a manifest that is a link to
 * nothing or out of the repository, or whose name cannot be told from others.
 */
export function manifestPaths(
  tree: SourceTree,
  appPath: RepositoryPath,
): readonly ManifestPath[] {
  const root = resolve(tree, appPath);
  if (root?.node.type !== 'directory') {
    throw new DeliveryError(
      'PATH_NOT_FOUND',
      `The path ${
        appPath || '.'
      } is not a directory of this revision. Correct spec.source.path of the Application.`,
    );
  }
  const visited = new Set<RepositoryPath>();
  const found: ManifestPath[] = [];
  const pending: Array<{
    readonly path: RepositoryPath;
    readonly resolved: Resolved;
  }> = [{ path: appPath, resolved: root }];
  // Real entries come before links, so that a file is reported by its own path where it has one in the application.
  const links: RepositoryPath[] = [];
  const take = (path: RepositoryPath, resolved: Resolved) => {
    if (visited.has(resolved.realPath)) return;
    if (resolved.node.type === 'directory') pending.push({ path, resolved });
    else if (isManifestFile(path)) {
      visited.add(resolved.realPath);
      if (path.includes(replacementCharacter)) throw unreadableName(path);
      found.push({ path, realPath: resolved.realPath });
    }
  };
  for (;;) {
    const current = pending.shift();
    if (current) {
      const { path: directory, resolved } = current;
      if (visited.has(resolved.realPath) || resolved.node.type !== 'directory')
        continue;
      visited.add(resolved.realPath);
      for (const name of [...resolved.node.names].sort()) {
        const path = joinPath(directory, name);
        if (!isVisible(path)) continue;
        const realPath = joinPath(resolved.realPath, name);
        const node = tree.node(realPath);
        if (node?.type === 'symlink') links.push(joinPath(directory, name));
        else if (node) take(path, { realPath, node });
        // On a disk such a name leads to nothing.
        else if (name.includes(replacementCharacter))
          throw unreadableName(path);
      }
      continue;
    }
    const link = links.shift();
    if (link === undefined) break;
    const resolved = resolve(tree, link);
    if (resolved) take(link, resolved);
    else if (isManifestFile(link)) {
      throw new DeliveryError(
        'INVALID_ARCHIVE',
        `${link}: a symbolic link to something that is not in the repository. Commit its target, or remove the link.`,
      );
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
