import type { StatsFs } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DevError } from './DevError';

/**
 * Checks that the file system of the directory has room. The directory need not be there yet, and is not made.
 *
 * @throws DevError `DISK_FULL` when fewer than `bytes` are free there.
 */
export async function requireDiskSpace(
  directory: string,
  bytes: number,
  purpose: string,
): Promise<void> {
  const { bavail, bsize } = await nearestFileSystem(directory);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw new DevError(
    'DISK_FULL',
    `${purpose} needs ${gigabytes(
      bytes,
    )} of disk in ${directory}, and ${gigabytes(free)} are free. ` +
      'Free some, or point XDG_CACHE_HOME and XDG_STATE_HOME to a larger disk.',
  );
}

/** Of the directory, or of the closest one above it that exists. */
async function nearestFileSystem(directory: string): Promise<StatsFs> {
  try {
    return await statfs(directory);
  } catch (error) {
    const parent = dirname(directory);
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    if (parent === directory) throw error;
    return nearestFileSystem(parent);
  }
}

/** Whether an error, or a program's output, says that the disk is full. */
export function saysDiskFull(text: string): boolean {
  return /no space left on device|ENOSPC|disk quota exceeded/i.test(text);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
