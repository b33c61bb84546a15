import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AuthzConfig } from './AuthzConfig';
import { ConfigError } from './ConfigError';
import { ConfigFiles, parseConfig } from './parseConfig';

const names: Readonly<Record<keyof ConfigFiles, string>> = {
  config: 'config.json',
  appToken: 'secrets/app-token',
  cookieKey: 'secrets/cookie-key',
  clientSecret: 'secrets/client-secret',
};

/** Reads the files of the directory; a missing file is undefined. */
export async function readConfigFiles(directory: string): Promise<ConfigFiles> {
  const entries = await Promise.all(
    Object.entries(names).map(
      async ([key, name]) =>
        [key, await readIfThere(join(directory, name), name)] as const,
    ),
  );
  return Object.fromEntries(entries);
}

/** @throws ConfigError when a file cannot be read or what it holds cannot be used. */
export async function readConfig(directory: string): Promise<AuthzConfig> {
  return parseConfig(await readConfigFiles(directory));
}

async function readIfThere(
  path: string,
  name: string,
): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new ConfigError([
      {
        where: name,
        message: `cannot be read (${code}): make it readable for the user of this process`,
      },
    ]);
  }
}
