import { acquireLock } from '@amalthea/dev/src/host/acquireLock';
import { standardErrorProgress } from '@amalthea/dev/src/host/progress';
import { runCommand } from '@amalthea/dev/src/host/runCommand';
import { cacheDirectory } from '@amalthea/dev/src/host/userDirectories';
import { ensurePrograms } from '@amalthea/dev/src/packages/debianPackages';
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const requirements = resolve(
  __dirname,
  '../../dev/images/minimal-notebook/requirements.txt',
);

/** The JupyterLab that the notebook image has, in a virtual environment of the user's cache, installed once. */
export async function jupyterProgram(): Promise<string> {
  if (process.env.AMALTHEA_JUPYTER) return process.env.AMALTHEA_JUPYTER;
  const hash = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 16);
  const directory = join(cacheDirectory(), `jupyterlab-${hash}`);
  const program = join(directory, 'bin', 'jupyter');
  const lock = await acquireLock(directory);
  try {
    if (await exists(join(directory, '.whole'))) return program;
    standardErrorProgress('installing JupyterLab for tests (about a minute)');
    await install(directory);
    return program;
  } finally {
    await lock.release();
  }
}

async function install(directory: string): Promise<void> {
  await ensurePython();
  // What was left by an installation that was interrupted.
  await rm(directory, { recursive: true, force: true });
  await runCommand('python3', ['-m', 'venv', directory]);
  await runCommand(join(directory, 'bin', 'python3'), [
    ...['-m', 'pip', 'install', '--quiet', '--require-hashes'],
    ...['--only-binary=:all:', '-r', requirements],
  ]);
  await mkdir(join(directory, '.whole'));
}

/** Debian keeps what a virtual environment starts with in a package of its own. */
async function ensurePython(): Promise<void> {
  const isWhole = await runCommand('python3', ['-c', 'import ensurepip']).then(
    () => true,
    () => false,
  );
  if (isWhole) return;
  await ensurePrograms(
    [
      { program: 'python3', debianPackage: 'python3' },
      {
        program: '/usr/lib/python3.11/ensurepip',
        debianPackage: 'python3-venv',
      },
    ],
    { environment: process.env, progress: standardErrorProgress },
  );
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
