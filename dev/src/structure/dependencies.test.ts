import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root';

/**
 * Which workspace may depend on which, at run time. ESLint refuses an import that package.json does not
 * declare, so this table is the rule of the design: imports go one way.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  jupyterserver: [],
  kube: [],
  authz: [],
  operator: ['jupyterserver', 'kube'],
  'cmp-sidecar': ['jupyterserver'],
  'plugins/amalthea-common': ['jupyterserver'],
  'plugins/amalthea-backend': [
    'jupyterserver',
    'kube',
    'plugin-amalthea-common',
  ],
  'plugins/amalthea-frontend': ['jupyterserver', 'plugin-amalthea-common'],
};

function runtimeDependencies(workspace: string): string[] {
  const text = readFileSync(join(root, workspace, 'package.json'), 'utf8');
  const { dependencies = {} } = JSON.parse(text) as {
    dependencies?: Record<string, string>;
  };
  return Object.keys(dependencies)
    .filter(name => name.startsWith('@amalthea/'))
    .map(name => name.slice('@amalthea/'.length))
    .sort();
}

describe('dependencies between workspaces', () => {
  it.each(Object.entries(allowed))(
    '%s depends on nothing but %j',
    (workspace, names) => {
      expect(names).toEqual(
        expect.arrayContaining(runtimeDependencies(workspace)),
      );
    },
  );
});
