import type { Header } from 'tar-stream';
import { DeliveryError } from '../failure';
import { entryBody, forEachEntry, tooLarge } from './archiveEntries';
import { ArchiveTree } from './archiveTree';
import { directoryOf, resolvePath, type RepositoryPath } from './entryPath';
import { inMebibytes, type ArchiveLimits } from './limits';
import { isManifestFile } from './manifestFile';
import { manifestPaths } from './manifestPaths';

/** A manifest file of the application: its path in the repository and its bytes. */
export interface SourceFile {
  readonly path: RepositoryPath;
  readonly content: Uint8Array;
}

/**
 * Resolves the path that the request names inside the repository.
 *
 * @throws DeliveryError `INVALID_REQUEST` for a path out of the repository.
 */
export function applicationPath(appRelPath: string): RepositoryPath {
  const resolved = resolvePath('', appRelPath);
  if (!resolved.ok) {
    throw new DeliveryError(
      'INVALID_REQUEST',
      `illegal appPath: out of workDir bound: ${appRelPath} is not inside the repository.`,
    );
  }
  return resolved.path;
}

function entryPath(header: Header, limits: ArchiveLimits): RepositoryPath {
  const resolved = resolvePath('', header.name);
  if (!resolved.ok) {
    throw new DeliveryError(
      'INVALID_ARCHIVE',
      `illegal filepath in archive: ${header.name} is not inside the repository.`,
    );
  }
  if (resolved.path.split('/').length > limits.pathDepth)
    throw tooLarge('levels of directories', String(limits.pathDepth));
  return resolved.path;
}

function checkedLinkTarget(path: RepositoryPath, target: string): string {
  if (!resolvePath(directoryOf(path), target).ok) {
    throw new DeliveryError(
      'INVALID_ARCHIVE',
      `illegal filepath in symlink: ${path} leads out of the repository.`,
    );
  }
  return target;
}

function isGitDirectory(path: RepositoryPath): boolean {
  return path === '.git' || path.startsWith('.git/');
}

/** The manifest files that an application's path may hold by their names, before links are followed. */
class Contents {
  private readonly files = new Map<RepositoryPath, Uint8Array>();
  private bytes = 0;

  constructor(private readonly limits: ArchiveLimits) {}

  has(path: RepositoryPath): boolean {
    return this.files.has(path);
  }

  get(path: RepositoryPath): Uint8Array {
    return this.files.get(path) ?? new Uint8Array();
  }

  set(path: RepositoryPath, content: Uint8Array): void {
    this.bytes += content.length - this.get(path).length;
    if (this.bytes > this.limits.manifestBytes) {
      throw new DeliveryError(
        'ARCHIVE_TOO_LARGE',
        `The path of the Application holds more than ${inMebibytes(
          this.limits.manifestBytes,
        )} of manifests. Spread them ` + 'over several Applications.',
      );
    }
    this.files.set(path, content);
  }
}

/**
 * Takes the manifest files of one path out of a gzip-compressed tar, wholly in memory. The archive is read twice only
 * when a link leads out of the path. Devices, hard links and the like are skipped, as Argo CD's own plugin server does;
 * paths and links that leave the repository are refused.
 *
 * @throws DeliveryError with a code of its own for each reason.
 */
export async function unpack(
  archive: Uint8Array,
  appPath: RepositoryPath,
  limits: ArchiveLimits,
): Promise<readonly SourceFile[]> {
  const tree = new ArchiveTree();
  const contents = new Contents(limits);
  const prefix = appPath === '' ? '' : `${appPath}/`;
  await forEachEntry(archive, limits, async (header, entry) => {
    const path = entryPath(header, limits);
    if (path === '' || isGitDirectory(path)) return;
    if (header.type === 'directory') tree.addDirectory(path);
    else if (header.type === 'symlink')
      tree.addSymlink(path, checkedLinkTarget(path, header.linkname ?? ''));
    else if (header.type === 'file') {
      tree.addFile(path);
      if (path.startsWith(prefix) && isManifestFile(path))
        contents.set(path, await entryBody(entry, limits.fileBytes));
    }
  });
  const wanted = manifestPaths(tree, appPath);
  const missing = new Set(
    wanted.map(({ realPath }) => realPath).filter(path => !contents.has(path)),
  );
  if (missing.size > 0) {
    await forEachEntry(archive, limits, async (header, entry) => {
      const path = entryPath(header, limits);
      if (header.type === 'file' && missing.has(path))
        contents.set(path, await entryBody(entry, limits.fileBytes));
    });
  }
  return wanted.map(({ path, realPath }) => ({
    path,
    content: contents.get(realPath),
  }));
}
