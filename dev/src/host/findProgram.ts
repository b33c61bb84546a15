import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Environment } from './userDirectories';

/** The absolute path of a program on PATH or in one of the further folders. */
export async function findProgram(
  name: string,
  environment: Environment,
  furtherFolders: readonly string[] = [],
): Promise<string | undefined> {
  const folders = [
    ...(environment.PATH ?? '').split(delimiter).filter(Boolean),
    ...furtherFolders,
  ];
  for (const folder of folders) {
    const candidate = join(folder, name);
    if (await isExecutable(candidate)) return candidate;
  }
  return undefined;
}

/** Whether the file exists and this process may run it. */
export async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
