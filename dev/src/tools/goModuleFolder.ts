import { join } from 'node:path';
import { DevError } from '../host/DevError';
import { runCommand } from '../host/runCommand';
import type { Environment } from '../host/userDirectories';
import { root } from '../root';
import { findGo } from './goCommand';

/**
 * Where the sources of a Go module are on this machine, in the version that `dev/tools/<tool>/go.mod` pins; fetched
 * first if need be.
 *
 * @throws DevError `NETWORK_UNAVAILABLE` when they cannot be fetched, and what `findGo` throws.
 */
export async function goModuleFolder(
  tool: string,
  module: string,
  environment: Environment,
): Promise<string> {
  const go = await findGo(environment);
  const env = {
    ...environment,
    GOFLAGS: '-mod=readonly',
    GOWORK: 'off',
    GOTOOLCHAIN: 'auto',
  };
  const { stdout } = await runCommand(
    go,
    ['mod', 'download', '-json', module],
    { cwd: join(root, 'dev/tools', tool), env },
  ).catch(error => {
    throw new DevError(
      'NETWORK_UNAVAILABLE',
      `The sources of ${module} cannot be fetched. Check GOPROXY.\n${error.message}`,
      { cause: error },
    );
  });
  const { Dir: sources }: { Dir?: unknown } = JSON.parse(stdout);
  if (typeof sources !== 'string')
    throw new DevError(
      'NETWORK_UNAVAILABLE',
      `Go does not say where the sources of ${module} are.`,
    );
  return sources;
}
