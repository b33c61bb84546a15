import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isReadable } from '../host/isReadable';
import { DevError } from '../host/DevError';
import { runCommand } from '../host/runCommand';
import { cacheDirectory } from '../host/userDirectories';
import { makeFolder } from '../host/makeFolder';
import { withPackageLists, type PackageOptions } from './debianPackages';

/** A Debian package at the version that this repository is built with. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
}

/**
 * The folder with the unpacked content of a Debian package, which is not installed: no service of it starts,
 * nothing of the machine changes, and root is not needed. From the cache, or fetched with apt.
 *
 * When the archive has replaced the pinned version meanwhile (a security update), the one it offers is taken, and said.
 *
 * @throws DevError `PACKAGES_MISSING` when it cannot be had.
 */
export async function unpackedPackage(
  pinned: PinnedPackage,
  options: PackageOptions,
): Promise<string> {
  const cache = join(cacheDirectory(options.environment), 'debian');
  const folder = join(
    cache,
    `${pinned.name}_${pinned.version}_${process.arch}`.replaceAll(':', '%3a'),
  );
  if (await isReadable(folder)) return folder;
  await makeFolder(cache);
  const scratch = await mkdtemp(join(cache, '.fetch-'));
  try {
    await fetchPackage(pinned, scratch, options);
    const file = (await readdir(scratch)).find(name => name.endsWith('.deb'));
    if (!file)
      throw new DevError(
        'PACKAGES_MISSING',
        `apt fetched nothing for ${pinned.name}.`,
      );
    const content = join(scratch, 'content');
    await runCommand('dpkg-deb', ['--extract', join(scratch, file), content]);
    await rename(content, folder).catch((error: NodeJS.ErrnoException) => {
      // Another process was faster with the same package.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return folder;
}

async function fetchPackage(
  pinned: PinnedPackage,
  folder: string,
  options: PackageOptions,
): Promise<void> {
  const download = (what: string) =>
    runCommand('apt-get', ['download', '--quiet', what], {
      cwd: folder,
      env: options.environment,
    });
  try {
    await withPackageLists(
      () => download(`${pinned.name}=${pinned.version}`),
      options,
    );
  } catch {
    options.progress(
      `${pinned.name} ${pinned.version} is no longer in the package archive: taking its successor`,
    );
    await download(pinned.name).catch(error => {
      throw new DevError(
        'PACKAGES_MISSING',
        `The Debian package ${pinned.name} cannot be fetched. It takes apt (Debian or Ubuntu) and its package archive.\n${error.message}`,
        { cause: error },
      );
    });
  }
}
