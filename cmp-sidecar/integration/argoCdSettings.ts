import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCommand, toolPath } from '@amalthea/dev';
import { stringify } from 'yaml';

const snippets = resolve(__dirname, '../../chart/files/argocd');

/** The entries of argocd-cm that the chart ships, by their keys. */
export async function resourceCustomizations(): Promise<
  Readonly<Record<string, string>>
> {
  const names = (await readdir(snippets)).filter(name =>
    name.startsWith('resource.customizations.'),
  );
  const texts = await Promise.all(
    names.map(name => readFile(join(snippets, name), 'utf8')),
  );
  return Object.fromEntries(names.map((name, index) => [name, texts[index]]));
}

/** Runs `argocd admin settings resource-overrides` of the real Argo CD on one object. */
export async function resourceOverride(
  words: readonly string[],
  object: object,
): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'amalthea-lua-'));
  try {
    const settings = join(directory, 'argocd-cm.yaml');
    const file = join(directory, 'object.yaml');
    const configMap = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'argocd-cm',
        namespace: 'argocd',
        labels: { 'app.kubernetes.io/part-of': 'argocd' },
      },
      data: await resourceCustomizations(),
    };
    await writeFile(settings, stringify(configMap));
    await writeFile(file, stringify(object));
    const [command, ...further] = words;
    const { stdout } = await runCommand(
      await toolPath('argocd'),
      [
        'admin',
        'settings',
        'resource-overrides',
        command,
        file,
        ...further,
        '--argocd-cm-path',
        settings,
      ],
      { env: { ...process.env, ARGOCD_BINARY_NAME: 'argocd' } },
    );
    return stdout;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
