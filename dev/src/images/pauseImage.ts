import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isReadable } from '../host/isReadable';
import { cacheDirectory } from '../host/userDirectories';
import { makeFolder } from '../host/makeFolder';
import { toolPath, type ToolOptions } from '../tools/toolPath';
import { imageReference } from './imageReference';
import { writeImage } from './writeImage';
import { writeLayer } from './writeLayer';

/** The OCI archive of the image that holds a pod's namespaces open, made first when it is not in the cache. */
export async function pauseImageArchive(options: ToolOptions): Promise<string> {
  const program = await toolPath('pause', options);
  // The folder of the program is named after the digest of all that it is made of.
  const directory = join(
    cacheDirectory(options.environment),
    'images',
    basename(dirname(program)),
  );
  const archive = join(directory, 'image.tar');
  if (await isReadable(archive)) return archive;
  await makeFolder(directory);
  const layer = join(directory, `layer-${process.pid}.tar`);
  const scratch = `${archive}.${process.pid}`;
  try {
    await writeLayer(
      [{ type: 'file', path: 'pause', source: program, executable: true }],
      layer,
    );
    await writeImage(
      {
        reference: imageReference('pause'),
        architecture: process.arch,
        config: {
          user: '65535:65535',
          environment: {},
          entrypoint: ['/pause'],
          workingDirectory: '/',
        },
        layers: [layer],
      },
      scratch,
    );
    await rename(scratch, archive);
  } finally {
    await rm(layer, { force: true });
    await rm(scratch, { force: true });
  }
  return archive;
}
