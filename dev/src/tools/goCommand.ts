import { DevError } from '../host/DevError';
import { findProgram } from '../host/findProgram';
import { runCommand } from '../host/runCommand';
import type { Environment } from '../host/userDirectories';

const oldestMinor = 26;

const remedy =
  `Install Go 1.${oldestMinor} or newer (https://go.dev/dl) so that the programs can be built, or set KUBEBUILDER_ASSETS ` +
  'to a folder that holds them.';

/**
 * The Go command of this machine.
 *
 * @throws DevError `GO_MISSING` when there is none, or when it is too old.
 */
export async function findGo(
  environment: Environment = process.env,
  folders: readonly string[] = ['/usr/local/go/bin', '/usr/lib/go/bin'],
): Promise<string> {
  const go = await findProgram('go', environment, folders);
  if (!go) throw new DevError('GO_MISSING', `Go is missing. ${remedy}`);
  const { stdout } = await runCommand(go, ['env', 'GOVERSION'], {
    env: { ...environment, GOTOOLCHAIN: 'local' },
  });
  const version = stdout.trim();
  if (!isRecentGo(version))
    throw new DevError(
      'GO_MISSING',
      `${go} is ${version}, which is too old. ${remedy}`,
    );
  return go;
}

/** Whether the output of `go env GOVERSION` names a Go that can build the tools. */
export function isRecentGo(version: string): boolean {
  const match =
    /^go1\.(\d+)/.exec(version) ?? /^devel go1\.(\d+)/.exec(version);
  return match !== null && Number(match[1]) >= oldestMinor;
}
