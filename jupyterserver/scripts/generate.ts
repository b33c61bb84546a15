import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crdYaml } from '../src/crd/crdYaml';
import { referenceMarkdown } from '../src/crd/referenceMarkdown';

/** Renews the committed files that are made from the schema: the CRD and its reference. */
async function generate(): Promise<void> {
  const workspace = join(__dirname, '..');
  await writeFile(
    join(workspace, 'crd/jupyterservers.amalthea.dev.yaml'),
    crdYaml(),
  );
  await writeFile(
    join(workspace, '../docs/reference/jupyterserver.md'),
    referenceMarkdown(),
  );
}

generate().catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
