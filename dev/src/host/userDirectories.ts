import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The part of the process environment that decides where files are kept. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where files are kept that can be made again and are shared by all checkouts (XDG base directories). */
export function cacheDirectory(environment: Environment = process.env): string {
  return join(
    baseDirectory(environment, 'XDG_CACHE_HOME', '.cache'),
    'amalthea',
  );
}

/** Where the state of running clusters is kept (XDG base directories). */
export function stateDirectory(environment: Environment = process.env): string {
  return join(
    baseDirectory(environment, 'XDG_STATE_HOME', join('.local', 'state')),
    'amalthea',
  );
}

function baseDirectory(
  environment: Environment,
  variable: string,
  fallback: string,
): string {
  const value = environment[variable];
  // The specification tells programs to ignore a relative path there.
  if (value && isAbsolute(value)) return value;
  return join(environment.HOME || homedir(), fallback);
}
