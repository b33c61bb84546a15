import {
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { DeliveryError } from '../failure';
import type { RepositoryPath } from './entryPath';
import { inMebibytes, type ArchiveLimits } from './limits';
import { manifestPaths } from './manifestPaths';
import type { SourceTree, TreeNode } from './sourceTree';
import type { SourceFile } from './unpack';

/** The names in a directory, read when they are asked for. */
function list(directory: string): Iterable<string> {
  return { [Symbol.iterator]: () => readdirSync(directory).values() };
}

/** A checked-out repository on disk. */
export class DirectoryTree implements SourceTree {
  constructor(private readonly root: string) {}

  node(path: RepositoryPath): TreeNode | undefined {
    const place = join(this.root, path);
    const stats = lstatSync(place, { throwIfNoEntry: false });
    // Following a path needs no list of what else is in its directories.
    if (stats?.isDirectory()) return { type: 'directory', names: list(place) };
    if (stats?.isSymbolicLink())
      return { type: 'symlink', target: readlinkSync(place) };
    return stats?.isFile() ? { type: 'file' } : undefined;
  }
}

/**
 * Reads the manifest files of one path of a checked-out repository, by the same rules as those of an archive.
 *
 * @throws DeliveryError as `unpack` does.
 */
export function readDirectory(
  root: string,
  appPath: RepositoryPath,
  limits: ArchiveLimits,
): readonly SourceFile[] {
  let bytes = 0;
  return manifestPaths(new DirectoryTree(root), appPath).map(
    ({ path, realPath }) => {
      const place = join(root, realPath);
      const { size } = statSync(place);
      bytes += size;
      if (size > limits.fileBytes || bytes > limits.manifestBytes) {
        const limit =
          size > limits.fileBytes ? limits.fileBytes : limits.manifestBytes;
        throw new DeliveryError(
          'ARCHIVE_TOO_LARGE',
          `${path}: manifests of more than ${inMebibytes(limit)}.`,
        );
      }
      return { path, content: readFileSync(place) };
    },
  );
}
