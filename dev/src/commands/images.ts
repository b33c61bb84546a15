import { parseArgs } from 'node:util';
import { abortOnSignals } from '../host/abortOnSignals';
import { DevError } from '../host/DevError';
import { standardErrorProgress } from '../host/progress';
import { imageArchive } from '../images/imageArchive';
import {
  imageNames,
  imageReference,
  type ImageName,
} from '../images/imageReference';

const usage = `Usage: npm run images [-- --only NAME …]

Builds the OCI images without a container engine and prints their names and archives.
NAME is one of ${imageNames.join(', ')}; it may be given several times.
`;

/** `npm run images` */
export async function run(args: readonly string[]): Promise<number> {
  const { help, only } = parse(args);
  if (help) {
    process.stdout.write(usage);
    return 0;
  }
  const { signal, dispose } = abortOnSignals(process);
  try {
    for (const name of only.length > 0 ? only : imageNames) {
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

function parse(args: readonly string[]): {
  readonly help: boolean;
  readonly only: readonly ImageName[];
} {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        only: { type: 'string', multiple: true },
      },
    });
    return {
      help: values.help ?? false,
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
