import { access } from 'node:fs/promises';
import { acquireLock } from '../host/acquireLock';
import { DevError } from '../host/DevError';
import type { Progress } from '../host/progress';
import { runCommand } from '../host/runCommand';
import { isExecutable, findProgram } from '../host/findProgram';
import type { Environment } from '../host/userDirectories';

/** A program of the machine, and the Debian package that brings it. */
export interface MachineProgram {
  /** A name to look for on PATH, or an absolute path. */
  readonly program: string;
  readonly debianPackage: string;
}

export interface PackageOptions {
  readonly environment: Environment;
  readonly progress: Progress;
}

const lockLimitSeconds = 300;
// Programs of administrators, which the PATH of an ordinary user may lack.
const administratorFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/**
 * Makes sure that the programs are there: installs their packages when this is root on Debian, saying so.
 *
 * @throws DevError `PACKAGES_MISSING` with the command that installs them elsewhere, or when installing fails.
 */
export async function ensurePrograms(
  programs: readonly MachineProgram[],
  options: PackageOptions,
): Promise<void> {
  if ((await missingPackages(programs, options.environment)).length === 0)
    return;
  // One at a time: apt does not wait for another apt.
  const lock = await acquireLock('installing Debian packages');
  try {
    await install(
      await missingPackages(programs, options.environment),
      options,
    );
  } finally {
    await lock.release();
  }
  const still = await missingPackages(programs, options.environment);
  if (still.length > 0)
    throw new DevError(
      'PACKAGES_MISSING',
      `${still.join(' ')} brought no program. Is it damaged?`,
    );
}

async function install(
  missing: readonly string[],
  options: PackageOptions,
): Promise<void> {
  if (missing.length === 0) return;
  const list = missing.join(' ');
  if (process.getuid?.() !== 0 || !(await isDebian())) {
    throw new DevError(
      'PACKAGES_MISSING',
      `Programs are missing. On Debian they come with: apt-get install ${list}`,
    );
  }
  options.progress(`installing Debian packages: ${list}`);
  await withPackageLists(
    () =>
      runCommand(
        'apt-get',
        [
          'install',
          '--yes',
          '--quiet',
          '--no-install-recommends',
          // A machine that has just been started may be upgrading itself.
          `--option=DPkg::Lock::Timeout=${lockLimitSeconds}`,
          ...missing,
        ],
        {
          env: { ...options.environment, DEBIAN_FRONTEND: 'noninteractive' },
        },
      ),
    options,
  ).catch(error => {
    throw new DevError(
      'PACKAGES_MISSING',
      `Installing ${list} failed. Install them by hand.\n${error.message}`,
      {
        cause: error,
      },
    );
  });
}

/** Runs a command of apt; when it fails, fetches the package lists first and tries once more. */
export async function withPackageLists<T>(
  work: () => Promise<T>,
  options: PackageOptions,
): Promise<T> {
  try {
    return await work();
  } catch {
    const lock = await acquireLock('lists of Debian packages');
    try {
      options.progress('fetching the lists of Debian packages');
      await runCommand('apt-get', ['update', '--quiet'], {
        env: options.environment,
      });
    } finally {
      await lock.release();
    }
    return work();
  }
}

async function missingPackages(
  programs: readonly MachineProgram[],
  environment: Environment,
): Promise<string[]> {
  const missing = new Set<string>();
  for (const { program, debianPackage } of programs) {
    const found = program.startsWith('/')
      ? await isExecutable(program)
      : await findProgram(program, environment, administratorFolders);
    if (!found) missing.add(debianPackage);
  }
  return [...missing];
}

function isDebian(): Promise<boolean> {
  return access('/etc/debian_version').then(
    () => true,
    () => false,
  );
}
