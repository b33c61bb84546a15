import { DeliveryError } from '../failure';
import { baseName, directoryOf, type RepositoryPath } from './entryPath';
import type { SourceTree, TreeNode } from './sourceTree';

type MutableNode =
  | { readonly type: 'file' }
  | { readonly type: 'directory'; readonly names: Set<string> }
  | { readonly type: 'symlink'; readonly target: string };

/** The directory structure of an archive, without contents. Directories that have no entry of their own exist too. */
export class ArchiveTree implements SourceTree {
  private readonly nodes = new Map<RepositoryPath, MutableNode>([
    ['', { type: 'directory', names: new Set() }],
  ]);

  node(path: RepositoryPath): TreeNode | undefined {
    return this.nodes.get(path);
  }

  /** Adds a directory and those above it. */
  addDirectory(path: RepositoryPath): void {
    const node = this.nodes.get(path);
    if (node?.type === 'directory') return;
    if (node) throw this.conflict(path);
    this.addToParent(path);
    this.nodes.set(path, { type: 'directory', names: new Set() });
  }

  /** Adds a regular file; when the archive holds a path twice, the last one counts, as on a disk. */
  addFile(path: RepositoryPath): void {
    this.addLeaf(path, { type: 'file' });
  }

  /** Adds a symbolic link. */
  addSymlink(path: RepositoryPath, target: string): void {
    this.addLeaf(path, { type: 'symlink', target });
  }

  private addLeaf(path: RepositoryPath, node: MutableNode): void {
    if (this.nodes.get(path)?.type === 'directory') throw this.conflict(path);
    this.addToParent(path);
    this.nodes.set(path, node);
  }

  private addToParent(path: RepositoryPath): void {
    const directory = directoryOf(path);
    const parent = this.nodes.get(directory);
    if (parent === undefined) this.addDirectory(directory);
    else if (parent.type !== 'directory') throw this.conflict(path);
    const node = this.nodes.get(directory);
    if (node?.type === 'directory') node.names.add(baseName(path));
  }

  private conflict(path: RepositoryPath): DeliveryError {
    return new DeliveryError(
      'INVALID_ARCHIVE',
      `illegal filepath in archive: ${path} or a part of it is both a directory and something else.`,
    );
  }
}
