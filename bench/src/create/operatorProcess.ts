import { build } from 'esbuild';
import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** An operator that runs in a process of its own, bundled as in its image. */
export interface OperatorProcess {
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Bundles the operator and starts it.
 *
 * @param directory - where the bundle is put
 * @param kubeconfig - whose current context the operator uses
 */
export async function startOperatorProcess(
  root: string,
  directory: string,
  kubeconfig: string,
): Promise<OperatorProcess> {
  const outfile = join(directory, 'operator.js');
  await build({
    entryPoints: [join(root, 'operator/src/main.ts')],
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    outfile,
    logLevel: 'error',
  });
  const child = spawn(
    process.execPath,
    [
      outfile,
      '--cluster-wide',
      'true',
      '--http-port',
      '0',
      '--log-level',
      'warn',
    ],
    {
      env: { ...process.env, KUBECONFIG: kubeconfig },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  await once(child, 'spawn');
  return { pid: child.pid ?? 0, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) {
    return;
  }
  child.kill('SIGTERM');
  await once(child, 'exit');
}
