import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { abortOnSignals } from '../host/abortOnSignals';
import { DevError } from '../host/DevError';
import { standardErrorProgress } from '../host/progress';
import { bundle } from '../images/bundle';
import { root } from '../root';
import { imageArchive } from '../images/imageArchive';
import {
  findImage,
  imageNames,
  imageReference,
  type ImageName,
} from '../images/imageReference';

const usage = `Usage: npm run images [-- --only NAME … --bundles]

Builds the OCI images without a container engine and prints their names and archives.

  --only NAME  this image alone; may be given several times: ${imageNames.join(
    ', ',
  )}
  --bundles    only write the bundles that the Dockerfiles copy, to NAME/dist/bundle
`;

/** `npm run images` */
export async function run(args: readonly string[]): Promise<number> {
  const { help, only, bundles } = parse(args);
  if (help) {
    process.stdout.write(usage);
    return 0;
  }
  const names = only.length > 0 ? only : imageNames;
  if (bundles) {
    await writeBundles(names);
    return 0;
  }
  const { signal, dispose } = abortOnSignals(process);
  try {
    for (const name of names) {
      const archive = await imageArchive(name, {
        environment: process.env,
        progress: standardErrorProgress,
        signal,
      });
      process.stdout.write(`${imageReference(name)}\t${archive}\n`);
    }
    return 0;
  } finally {
    dispose();
  }
}

async function writeBundles(names: readonly ImageName[]): Promise<void> {
  for (const name of names) {
    if (name === 'minimal-notebook') continue;
    const folder = join(root, name, 'dist', 'bundle');
    await rm(folder, { recursive: true, force: true });
    await bundle(name, folder);
    process.stdout.write(`${folder}\n`);
  }
}

function parse(args: readonly string[]): {
  readonly help: boolean;
  readonly bundles: boolean;
  readonly only: readonly ImageName[];
} {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        only: { type: 'string', multiple: true },
        bundles: { type: 'boolean' },
      },
    });
    return {
      help: values.help ?? false,
      bundles: values.bundles ?? false,
      only: (values.only ?? []).map(findImage),
    };
  } catch (error) {
    if (error instanceof DevError) throw error;
    throw new DevError(
      'USAGE',
      `${error instanceof Error ? error.message : String(error)}.\n\n${usage}`,
    );
  }
}
