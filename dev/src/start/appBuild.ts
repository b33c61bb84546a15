import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../host/progress';
import { runCommand } from '../host/runCommand';
import { root } from '../root';

/** What the portal's frontend is built from. */
const inputs = [
  'packages/app',
  'plugins/amalthea-frontend',
  'plugins/amalthea-common',
  'jupyterserver/src',
  'yarn.lock',
  'app-config.yaml',
];
const ignored = new Set(['node_modules', 'dist', 'dist-types', 'golden']);
const stamp = join(root, 'packages/app/dist/.inputs');

/** Builds the portal's frontend when it is not what its sources say. */
export async function buildApp(
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  const digest = await inputDigest();
  if ((await readFile(stamp, 'utf8').catch(() => '')) === digest) return;
  progress('building the portal (about half a minute; once per change)');
  const started = performance.now();
  await runCommand('yarn', ['workspace', 'app', 'build'], {
    cwd: root,
    // Other values choose other browsers, and Jest sets one.
    env: { ...process.env, NODE_ENV: 'production' },
    signal,
  });
  await writeFile(stamp, digest);
  progress(
    `built the portal in ${((performance.now() - started) / 1000).toFixed(
      0,
    )} s`,
  );
}

async function inputDigest(): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) await addTo(hash, input);
  return hash.digest('hex');
}

async function addTo(
  hash: ReturnType<typeof createHash>,
  path: string,
): Promise<void> {
  const entries = await readdir(join(root, path), {
    withFileTypes: true,
  }).catch(() => undefined);
  if (!entries) {
    hash
      .update(path)
      .update('\0')
      .update(await readFile(join(root, path)))
      .update('\0');
    return;
  }
  for (const { name } of entries.sort((left, right) =>
    left.name < right.name ? -1 : 1,
  )) {
    if (!ignored.has(name)) await addTo(hash, join(path, name));
  }
}
