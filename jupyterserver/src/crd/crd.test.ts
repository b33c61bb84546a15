import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiSchema } from './crd';
import { crdYaml } from './crdYaml';
import { referenceMarkdown } from './referenceMarkdown';
import { StructuralSchema } from './structuralSchema';

const committed = join(__dirname, '../../crd/jupyterservers.amalthea.dev.yaml');

function walk(
  schema: StructuralSchema,
  path: string,
): [string, StructuralSchema][] {
  const members = Object.entries(schema.properties ?? {}).flatMap(
    ([name, member]) => walk(member, `${path}.${name}`),
  );
  const items = schema.items ? walk(schema.items, `${path}[]`) : [];
  const values = schema.additionalProperties
    ? walk(schema.additionalProperties, `${path}.*`)
    : [];
  return [[path, schema], ...members, ...items, ...values];
}

describe('the committed CRD', () => {
  it('is what the schema gives; renew it with npm run generate', () => {
    expect(readFileSync(committed, 'utf8')).toBe(crdYaml());
  });
});

describe('the committed reference', () => {
  it('is what the schema gives; renew it with npm run generate', () => {
    const file = join(__dirname, '../../../docs/reference/jupyterserver.md');
    expect(readFileSync(file, 'utf8')).toBe(referenceMarkdown());
  });
});

describe('the schema of the CRD', () => {
  const nodes = walk(openApiSchema, '');

  it('has a type everywhere, or says why not', () => {
    const untyped = nodes.filter(
      ([, node]) =>
        !node.type &&
        !node['x-kubernetes-int-or-string'] &&
        !node['x-kubernetes-preserve-unknown-fields'],
    );
    expect(untyped.map(([path]) => path)).toEqual([]);
  });

  it('describes every field of the spec', () => {
    const silent = nodes.filter(
      ([path, { description }]) => /^\.spec[^*[]*$/.test(path) && !description,
    );
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it("has classic's defaults", () => {
    const defaults = Object.fromEntries(
      nodes.flatMap(([path, node]) =>
        'default' in node && !node.properties
          ? [[path.slice('.spec.'.length), node.default]]
          : [],
      ),
    );
    expect(defaults).toMatchObject({
      'auth.oidc.enabled': false,
      'auth.oidc.authorizedEmails': [],
      'auth.oidc.authorizedGroups': [],
      'culling.idleSecondsThreshold': 0,
      'culling.maxAgeSecondsThreshold': 0,
      'culling.startingSecondsThreshold': 0,
      'culling.failedSecondsThreshold': 0,
      'culling.hibernatedSecondsThreshold': 0,
      'jupyterServer.image': 'jupyter/minimal-notebook:latest',
      'jupyterServer.defaultUrl': '/lab',
      'jupyterServer.rootDir': '/home/jovyan/work',
      'jupyterServer.resources': {},
      'jupyterServer.hibernated': false,
      patches: [],
      'routing.path': '/',
      'routing.ingressAnnotations': {},
      'routing.tls.enabled': false,
      'storage.size': '100Mi',
      'storage.pvc.enabled': false,
      'storage.pvc.mountPath': '/home/jovyan/work',
    });
  });
});
