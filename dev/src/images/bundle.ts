import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
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
    const { outputFiles } = await build({
      entryPoints: [entry],
      // The source map names the sources relative to it: a place in the checkout, wherever checkout and folder are.
      outfile: join(root, component, 'main.js'),
      write: false,
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
    await mkdir(folder, { recursive: true });
    for (const { path, contents } of outputFiles)
      await writeFile(join(folder, basename(path)), contents);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new DevError(
      'BUILD_FAILED',
      `${component} cannot be bundled.\n${message}`,
      { cause: error },
    );
  }
}
