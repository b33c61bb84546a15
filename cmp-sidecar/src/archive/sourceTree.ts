import type { RepositoryPath } from './entryPath';

/** What stands at a path. `names` of a directory are in no particular order. */
export type TreeNode =
  | { readonly type: 'file' }
  | { readonly type: 'directory'; readonly names: Iterable<string> }
  | { readonly type: 'symlink'; readonly target: string };

/** The files of a repository, whether in an archive or on a disk. */
export interface SourceTree {
  /** The node at a path whose parents are directories, not links; `undefined` when there is none. */
  node(path: RepositoryPath): TreeNode | undefined;
}
