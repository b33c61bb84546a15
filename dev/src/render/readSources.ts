import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { decodeText } from './decodeText';
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

async function readBytes(name: string): Promise<Uint8Array> {
  if (name === '-') return buffer(process.stdin);
  try {
    return await readFile(fromCallersFolder(name));
  } catch (error) {
    throw new UsageError(`${name}: ${reasonOf(error)}`, 1);
  }
}

/** @throws UsageError when the file cannot be read, or is no text. */
export async function readSource(name: string): Promise<Source> {
  const text = decodeText(await readBytes(name));
  if (text === undefined)
    throw new UsageError(`${name}: is not UTF-8 text; save it as UTF-8`, 1);
  return { name, text };
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
