import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tagImage, type ClusterState, type ImageName } from '@amalthea/dev';
import { parse } from 'yaml';
import { z } from 'zod';
import { chartFolder } from '../product/installProduct';

const chartSchema = z.object({ appVersion: z.string() });
const valuesSchema = z.object({
  image: z.object({ repository: z.string() }),
  authz: z.object({ image: z.object({ repository: z.string() }) }),
});

const sidecarSchema = z.object({
  spec: z.object({
    template: z.object({
      spec: z.object({
        containers: z.tuple([z.object({ image: z.string() })]),
      }),
    }),
  }),
});

async function sidecarImage(): Promise<string> {
  const { spec } = await chartFile(
    'files/argocd/repo-server-patch.yaml',
    sidecarSchema,
  );
  return spec.template.spec.containers[0].image;
}

async function chartFile<T>(name: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(parse(await readFile(join(chartFolder, name), 'utf8')));
}

/** Puts the images of this checkout where guides and the chart's own values look for the published ones. */
export async function standInForPublishedImages(
  cluster: ClusterState,
  notebookImage: string,
): Promise<void> {
  const { appVersion } = await chartFile('Chart.yaml', chartSchema);
  const { image, authz } = await chartFile('values.yaml', valuesSchema);
  const references: readonly (readonly [ImageName, string])[] = [
    ['operator', `${image.repository}:${appVersion}`],
    ['authz', `${authz.image.repository}:${appVersion}`],
    ['cmp-sidecar', await sidecarImage()],
    ['minimal-notebook', notebookImage],
  ];
  for (const [name, reference] of references)
    await tagImage(cluster, name, reference);
}
