import { access, constants } from 'node:fs/promises';
import { DevError } from './DevError';
import { shellWord } from './shellWord';

/**
 * Checks that this user may write to those of the files and folders that exist.
 *
 * @param checkout - the folder of the repository, for the remedy
 * @throws DevError `FILE_FORBIDDEN` naming the first that is somebody else's.
 */
export async function requireWritable(
  paths: readonly string[],
  checkout: string,
): Promise<void> {
  for (const path of paths) {
    const code = await access(path, constants.W_OK).then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error.code,
    );
    if (code === undefined || code === 'ENOENT') continue;
    throw new DevError(
      'FILE_FORBIDDEN',
      `${path} cannot be written (${code}), probably because an earlier run was root's. ` +
        `Take the checkout back: sudo chown -R "$(id -u):$(id -g)" ${shellWord(
          checkout,
        )}`,
    );
  }
}
