import { mkdir } from 'node:fs/promises';
import { DevError } from './DevError';
import { saysDiskFull } from './freeDiskSpace';

/**
 * Makes a folder in which this repository keeps things outside the checkout, and those above it.
 *
 * @throws DevError `DISK_FULL`, or `FILE_FORBIDDEN` where it may not be made.
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    // Of a read-only file system, Node.js says that there is no such folder.
    const remedy =
      'Point XDG_CACHE_HOME and XDG_STATE_HOME to folders that you may write to';
    throw saysDiskFull(message)
      ? new DevError('DISK_FULL', `The disk of ${path} is full. Free some.`, {
          cause: error,
        })
      : new DevError(
          'FILE_FORBIDDEN',
          `The folder ${path} cannot be made (${code}). ${remedy}, or name another with --directory.`,
          { cause: error },
        );
  }
}
