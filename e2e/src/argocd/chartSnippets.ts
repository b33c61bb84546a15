import { resolve } from 'node:path';
import { runCommand, toolPath } from '@amalthea/dev';
import { parse } from 'yaml';
import { z } from 'zod';
import { chartFolder, productValues, release } from '../product/installProduct';

const snippetsSchema = z.object({ data: z.record(z.string(), z.string()) });

/** The key of the snippets that holds how the installed operator renders. */
const renderConfigKey = 'render.yaml';

/** What the chart ships for Argo CD, rendered with the values that these tests install the product with. */
export async function chartSnippets(): Promise<{
  /** Keys of argocd-cm: health check, actions, updates to ignore. */
  readonly configuration: Readonly<Record<string, string>>;
  /** The renderer's configuration, YAML. */
  readonly renderConfig: string;
}> {
  const { stdout } = await runCommand(
    await toolPath('helm'),
    [
      'template',
      release.name,
      resolve(chartFolder),
      `--namespace=${release.namespace}`,
      '--show-only=templates/argocd.yaml',
      '--set=argocd.snippets=true',
      ...productValues(),
    ],
    { env: process.env },
  );
  const { data } = snippetsSchema.parse(parse(stdout));
  const keys = Object.entries(data).filter(([key]) =>
    key.startsWith('resource.customizations.'),
  );
  return {
    configuration: Object.fromEntries(keys),
    renderConfig: data[renderConfigKey],
  };
}
