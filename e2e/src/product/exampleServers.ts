import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';

const examples = resolve(__dirname, '..', '..', '..', 'examples');

/** The image that stands in for every Jupyter image: the local cluster has no registry to pull from. */
export const notebookImage = 'localhost/amalthea/minimal-notebook:dev';

type Manifest = {
  kind: string;
  metadata: { name: string; namespace?: string };
  spec: { jupyterServer?: Record<string, unknown>; [field: string]: unknown };
};

/** What a test changes of an example so that it can run on one small node. */
export type Adjustment = (manifest: Manifest) => void;

/** The documents of an example with the local image put in, as YAML stream for kubectl. */
export async function exampleManifests(
  file: string,
  adjust: Adjustment = () => {},
): Promise<string> {
  const text = await readFile(resolve(examples, file), 'utf8');
  const manifests = parseAllDocuments(text).map(
    document => document.toJS() as Manifest,
  );
  for (const manifest of manifests) {
    if (manifest.kind !== 'JupyterServer') continue;
    manifest.spec.jupyterServer = {
      ...manifest.spec.jupyterServer,
      image: notebookImage,
    };
    adjust(manifest);
  }
  return manifests.map(manifest => JSON.stringify(manifest)).join('\n---\n');
}
