import { mkdir, statfs } from 'node:fs/promises';
import { DevError } from './DevError';

/**
 * Makes the directory and checks that its file system has room.
 *
 * @throws DevError `DISK_FULL` when fewer than `bytes` are free there.
 */
export async function requireDiskSpace(
  directory: string,
  bytes: number,
  purpose: string,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const { bavail, bsize } = await statfs(directory);
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

/** Whether an error, or a program's output, says that the disk is full. */
export function saysDiskFull(text: string): boolean {
  return /no space left on device|ENOSPC|disk quota exceeded/i.test(text);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
