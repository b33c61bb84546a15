import { programSettings } from '@amalthea/dev/src/images/programSettings';
import { build } from 'esbuild';
import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** An operator that runs in a process of its own, bundled as in its image. */
export interface OperatorProcess {
  readonly pid: number;
  stop(): Promise<void>;
}

const asInImage = programSettings('operator');
/** How long an operator may take until it leads. */
const startMilliseconds = 60_000;
/** What it does at its start, such as its rehearsal, ends within. */
const settleMilliseconds = 1_500;

/**
 * Bundles the operator, starts it as its image does, and waits until it leads and has come to rest: a burst meets an
 * operator that runs.
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
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'error',
  });
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [
      ...asInImage.nodeArguments,
      outfile,
      ...['--cluster-wide', 'true', '--log-level', 'warn'],
      ...['--http-host', '127.0.0.1', '--http-port', String(port)],
    ],
    {
      env: {
        ...process.env,
        ...asInImage.environment,
        KUBECONFIG: kubeconfig,
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  await once(child, 'spawn');
  // However this process ends.
  process.once('exit', () => child.kill('SIGKILL'));
  try {
    await untilItLeads(port, child);
  } catch (error) {
    await stop(child);
    throw error;
  }
  return { pid: child.pid ?? 0, stop: () => stop(child) };
}

async function untilItLeads(port: number, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + startMilliseconds;
  while (!(await leads(port))) {
    if (child.exitCode !== null) {
      throw new Error(`The operator ended with ${child.exitCode}.`);
    }
    if (Date.now() > deadline) {
      throw new Error('The operator does not lead after a minute.');
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  await new Promise(resolve => setTimeout(resolve, settleMilliseconds));
}

async function leads(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`);
    const metrics = await response.text();
    return /^leader_election_master_status\S* 1$/m.test(metrics);
  } catch {
    // It does not listen yet.
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') {
    throw new Error('There is no free port on the loopback address.');
  }
  return address.port;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) {
    return;
  }
  child.kill('SIGTERM');
  await once(child, 'exit');
}
