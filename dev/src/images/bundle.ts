import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { DevError } from '../host/DevError';
import { isReadable } from '../host/isReadable';
import { root } from '../root';

/**
 * Bundles a component's `src/main.ts` with all it imports into `main.js` in the folder, with its source map.
 * The output depends on the sources and the locked dependencies alone.
 *
 * @throws DevError `BUILD_FAILED` naming file and line of what does not resolve or parse.
 */
export async function bundle(component: string, folder: string): Promise<void> {
  const entry = join(root, component, 'src', 'main.ts');
  if (!(await isReadable(entry))) {
    throw new DevError(
      'BUILD_FAILED',
      `There is nothing to bundle: ${component}/src/main.ts does not exist.`,
    );
  }
  const { version } = JSON.parse(
    await readFile(join(root, component, 'package.json'), 'utf8'),
  ) as { version: string };
  try {
    await build({
      entryPoints: [entry],
      outfile: join(folder, 'main.js'),
      absWorkingDir: root,
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'cjs',
      sourcemap: 'linked',
      sourcesContent: false,
      legalComments: 'linked',
      logLevel: 'silent',
      define: { 'process.env.AMALTHEA_VERSION': JSON.stringify(version) },
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new DevError(
      'BUILD_FAILED',
      `${component} cannot be bundled.\n${message}`,
      { cause: error },
    );
  }
}
