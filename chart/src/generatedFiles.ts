import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourceTable } from '@amalthea/operator';
import { policyRules, rulesFile } from './rbac/policyRules';
import { documentedValues, valuesReference } from './values/valuesReference';
import { valuesJsonSchema } from './values/valuesSchema';

const repository = join(__dirname, '..', '..');

/** Every file of the chart that is made from something else: its path in the repository and its content. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const read = (path: string) => readFileSync(join(repository, path), 'utf8');
  const table = resourceTable();
  return new Map([
    ['chart/files/rbac/servers.yaml', rulesFile(policyRules(table, 'served'))],
    [
      'chart/files/rbac/leader-election.yaml',
      rulesFile(policyRules(table, 'operator')),
    ],
    [
      'chart/files/jupyterservers.amalthea.dev.yaml',
      read('jupyterserver/crd/jupyterservers.amalthea.dev.yaml'),
    ],
    [
      'chart/values.schema.json',
      `${JSON.stringify(valuesJsonSchema(), undefined, 2)}\n`,
    ],
    [
      'docs/reference/chart-values.md',
      valuesReference(documentedValues(read('chart/values.yaml'))),
    ],
  ]);
}
