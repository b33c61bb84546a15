import { resolve } from 'node:path';
import { runCommand, toolPath } from '@amalthea/dev';
import { parse } from 'yaml';
import { z } from 'zod';
import { chartFolder, productValues, release } from '../product/installProduct';

const snippetsSchema = z.object({ data: z.record(z.string(), z.string()) });

/** The ConfigMap, one of the snippets, that tells the plugin how the installed operator renders. */
const pluginConfigMapKey = 'amalthea-cmp.yaml';

/**
 * What the chart ships for Argo CD.
 *
 * @param values - options of helm; by default those that these tests install the product with
 */
export async function chartSnippets(values = productValues()): Promise<{
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
      ...values,
    ],
    { env: process.env },
  );
  const { data } = snippetsSchema.parse(parse(stdout));
  const keys = Object.entries(data).filter(([key]) =>
    key.startsWith('resource.customizations.'),
  );
  return {
    configuration: Object.fromEntries(keys),
    renderConfig: snippetsSchema.parse(parse(data[pluginConfigMapKey])).data[
      'render.yaml'
    ],
  };
}
