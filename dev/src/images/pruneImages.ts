import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** An archive in the cache: the folder that holds it and when it was last used, in milliseconds since the epoch. */
export interface CachedImage {
  readonly folder: string;
  readonly usedAt: number;
}

const keptVersions = 5;

/** Those versions of one image that are older than the newest few: each change of a source makes another one. */
export function outdatedImages(
  images: readonly CachedImage[],
): readonly string[] {
  const newestFirst = [...images].sort(
    (one, other) => other.usedAt - one.usedAt,
  );
  return newestFirst.slice(keptVersions).map(image => image.folder);
}

/** Removes outdated versions of an image from the cache. */
export async function pruneImages(cache: string, name: string): Promise<void> {
  // A name ends where the digest of sixteen digits begins.
  const pattern = new RegExp(`^${name}-[0-9a-f]{16}$`);
  const folders = (await readdir(cache))
    .filter(entry => pattern.test(entry))
    .map(entry => join(cache, entry));
  const images = await Promise.all(
    folders.map(async folder => ({
      folder,
      usedAt: await stat(folder).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    })),
  );
  for (const folder of outdatedImages(images))
    await rm(folder, { recursive: true, force: true });
}
