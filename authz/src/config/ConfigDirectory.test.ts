import {
  mkdir,
  mkdtemp,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthzConfig } from './AuthzConfig';
import { ConfigDirectory } from './ConfigDirectory';
import { ConfigError } from './ConfigError';

const key = Buffer.from(
  Array.from({ length: 32 }, (_, index) => index * 7),
).toString('base64');
let directory: string;
let version = 0;

/** Writes both volumes as a kubelet does: a new folder, then the link `..data` swapped in one step. */
async function swap(
  path: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  version += 1;
  const fresh = join(path, `..v${version}`);
  await mkdir(fresh, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(fresh, name), text);
    await symlink(join('..data', name), join(path, name)).catch(() => {});
  }
  await symlink(`..v${version}`, join(path, '..data_tmp'));
  await rename(join(path, '..data_tmp'), join(path, '..data'));
}

const config = (name: string) =>
  JSON.stringify({
    mode: 'token',
    server: { name, namespace: 'lab' },
    publicUrl: 'http://jupyter.test',
  });

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'authz-config-'));
  await swap(directory, { 'config.json': config('one') });
  await swap(join(directory, 'secrets'), {
    'app-token': 'first',
    'cookie-key': key,
  });
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function watch(opened: ConfigDirectory) {
  const seen: (AuthzConfig | ConfigError)[] = [];
  let wake: () => void = () => {};
  const tell = (what: AuthzConfig | ConfigError) => {
    seen.push(what);
    wake();
  };
  opened.watch({ onChange: tell, onProblem: tell });
  const next = async () => {
    if (seen.length === 0) {
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
    return seen.shift();
  };
  return { next, seen };
}

it('notices a swapped ConfigMap and a swapped Secret', async () => {
  const opened = await ConfigDirectory.open(directory);
  const { next } = watch(opened);
  await swap(directory, { 'config.json': config('two') });
  expect(await next()).toMatchObject({ settings: { server: { name: 'two' } } });
  await swap(join(directory, 'secrets'), {
    'app-token': 'second',
    'cookie-key': key,
  });
  expect(await next()).toMatchObject({ secrets: { appToken: 'second' } });
  opened.close();
});

it('reports a change that cannot be used, and recovers with the next one', async () => {
  const opened = await ConfigDirectory.open(directory);
  const { next } = watch(opened);
  await swap(directory, { 'config.json': '{"mode": "open"}' });
  expect(await next()).toBeInstanceOf(ConfigError);
  await swap(directory, { 'config.json': config('three') });
  expect(await next()).toMatchObject({
    settings: { server: { name: 'three' } },
  });
  opened.close();
});

it('says nothing when the files were written again unchanged', async () => {
  const opened = await ConfigDirectory.open(directory);
  const { seen } = watch(opened);
  await swap(directory, { 'config.json': config('one') });
  await opened.check({
    onChange: () => seen.push({} as AuthzConfig),
    onProblem: () => {},
  });
  expect(seen).toEqual([]);
  opened.close();
});

it('does not open a directory that is not there', async () => {
  await expect(
    ConfigDirectory.open(join(directory, 'nowhere')),
  ).rejects.toThrow(/config.json: is missing/);
});
