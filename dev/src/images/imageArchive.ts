import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rename, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { acquireLock } from '../host/acquireLock';
import { requireDiskSpace } from '../host/freeDiskSpace';
import { isReadable } from '../host/isReadable';
import { cacheDirectory } from '../host/userDirectories';
import { makeFolder } from '../host/makeFolder';
import { imageRecipes } from './imageRecipes';
import { imageReference, type ImageName } from './imageReference';
import { pruneImages } from './pruneImages';
import type { ImageOptions } from './imageRecipe';
import { writeImage } from './writeImage';

/**
 * The OCI archive of an image, from the cache of this machine's user or built now. The cache goes by content:
 * two checkouts with the same inputs share an archive, and a change of the sources gives a new one.
 */
export async function imageArchive(
  name: ImageName,
  options: ImageOptions,
): Promise<string> {
  const recipe = imageRecipes[name];
  const inputs = await recipe.inputs(options);
  const key = createHash('sha256')
    .update(JSON.stringify([process.arch, recipe.config, inputs]))
    .digest('hex')
    .slice(0, 16);
  const directory = join(
    cacheDirectory(options.environment),
    'images',
    `${name}-${key}`,
  );
  const archive = join(directory, 'image.tar');
  if (await isReadable(archive)) {
    const now = new Date();
    await utimes(directory, now, now);
    return archive;
  }
  await makeFolder(directory);
  const lock = await acquireLock(`image ${directory}`, {
    signal: options.signal,
    onWait: () =>
      options.progress(
        `waiting for another process that builds the image ${name}`,
      ),
  });
  try {
    if (await isReadable(archive)) return archive;
    await requireDiskSpace(
      directory,
      name === 'minimal-notebook' ? 3e9 : 0.5e9,
      `Building the image ${name}`,
    );
    // A build that was killed has left its folder; the lock says that none is under way.
    for (const left of await readdir(directory))
      await rm(join(directory, left), { recursive: true, force: true });
    const started = performance.now();
    options.progress(`building the image ${name}`);
    const scratch = await mkdtemp(join(directory, '.build-'));
    try {
      const layers = await recipe.buildLayers(scratch, options);
      const scratchArchive = join(scratch, 'image.tar');
      const description = {
        reference: imageReference(name),
        architecture: process.arch,
        config: recipe.config,
        layers,
      };
      await writeImage(description, scratchArchive);
      await rename(scratchArchive, archive);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
    options.progress(
      `built the image ${name} in ${(
        (performance.now() - started) /
        1000
      ).toFixed(0)} s`,
    );
    await pruneImages(dirname(directory), name);
    return archive;
  } finally {
    await lock.release();
  }
}
