import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourceTable } from '@amalthea/operator';
import { parseAllDocuments, stringify } from 'yaml';
import { policyRules, rulesFile } from './rbac/policyRules';
import { documentedValues, valuesReference } from './values/valuesReference';
import { valuesJsonSchema } from './values/valuesSchema';

const repository = join(__dirname, '..', '..');

/** The rules of the role that the portal's backend ships, and runs with in its own tests. */
function portalRules(manifests: string): string {
  const role = parseAllDocuments(manifests).find(
    document => document.get('kind') === 'ClusterRole',
  );
  if (!role) throw new Error('portal-role.yaml has no ClusterRole');
  return `# Made from plugins/amalthea-backend/kubernetes/portal-role.yaml by \`npm run generate\`.\n${stringify(
    role.toJS().rules,
  )}`;
}

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
      'chart/files/rbac/portal.yaml',
      portalRules(read('plugins/amalthea-backend/kubernetes/portal-role.yaml')),
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
