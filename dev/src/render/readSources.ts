import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { UsageError } from './usageError';

/** A file with the name by which the user called it. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'is a directory; name the files in it',
  EACCES: 'may not be read',
};

function reasonOf(error: unknown): string {
  const code =
    error instanceof Error && 'code' in error ? error.code : undefined;
  return (typeof code === 'string' && reasons[code]) || String(error);
}

/** Where a path that a user typed leads: npm runs scripts in the root, and tells where it was called. */
export function fromCallersFolder(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

/** @throws UsageError when the file cannot be read. */
export async function readSource(name: string): Promise<Source> {
  if (name === '-') return { name, text: await text(process.stdin) };
  try {
    return { name, text: await readFile(fromCallersFolder(name), 'utf8') };
  } catch (error) {
    throw new UsageError(`${name}: ${reasonOf(error)}`, 1);
  }
}

/** All files, or one error with a line for each that cannot be read. */
export async function readSources(
  names: readonly string[],
): Promise<readonly Source[]> {
  const results = await Promise.allSettled(names.map(readSource));
  const failures = results.flatMap(result =>
    result.status === 'rejected' ? [result.reason] : [],
  );
  const unexpected = failures.find(error => !(error instanceof UsageError));
  if (unexpected) throw unexpected;
  if (failures.length > 0) {
    throw new UsageError(failures.map(({ message }) => message).join('\n'), 1);
  }
  return results.flatMap(result =>
    result.status === 'fulfilled' ? [result.value] : [],
  );
}
