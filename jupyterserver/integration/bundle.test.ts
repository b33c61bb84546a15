import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  defaultRenderConfig,
  formatDocuments,
  JupyterServer,
  KubernetesObject,
  parseDocuments,
  parseJupyterServer,
  render,
} from '../src';
import { arbitraryServer } from '../src/__testUtils__/arbitraryServer';
import { exampleNames, readExample } from './examples';
import { kubectl, kubectlOutput } from './kubectl';
import { createNamespace, deleteNamespace, installCrd } from './testNamespace';

const goldenFolder = join(__dirname, '../src/golden/input');
const goldenNames = readdirSync(goldenFolder).filter(
  name => !name.endsWith('.config.yaml'),
);

let namespace: string;

beforeAll(async () => {
  await installCrd();
  namespace = await createNamespace();
});

afterAll(() => deleteNamespace(namespace));

function bundleOf(
  server: JupyterServer,
  name = server.metadata.name,
): KubernetesObject[] {
  const metadata = { ...server.metadata, name, namespace };
  return [...render({ ...server, metadata }, defaultRenderConfig).values()];
}

/** Kinds that only the clusters have that serve them. */
function isBuiltIn({ apiVersion }: KubernetesObject): boolean {
  return !/gateway|example\.org/.test(apiVersion);
}

/** Resource versions by kind and name, after an apply by the operator's manager. */
async function applyForReal(text: string): Promise<Record<string, string>> {
  const output = await kubectlOutput(
    [
      'apply',
      '--server-side',
      '--force-conflicts',
      '--field-manager=amalthea-operator',
      '-o',
      'jsonpath={.kind} {.metadata.name} {.metadata.resourceVersion}{"\\n"}',
      '-f',
      '-',
    ],
    text,
  );
  return Object.fromEntries(
    output
      .trim()
      .split('\n')
      .map(line => line.split(' '))
      .map(([kind, name, resourceVersion]) => [
        `${kind} ${name}`,
        resourceVersion,
      ]),
  );
}

/** What an example asks for itself: a deprecated annotation, and an init container outside of the restricted standard. */
const expectedWarnings =
  /^Warning: (annotation "kubernetes.io\/ingress.class" is deprecated|would violate PodSecurity .*container "clone")/;

describe('the bundle of an example', () => {
  it.each(exampleNames)(
    '%s is accepted by kubectl apply --dry-run=server',
    async name => {
      const objects = parseDocuments(readExample(name), name).servers.flatMap(
        ({ server }) => bundleOf(server),
      );
      const { succeeded, stderr } = await kubectl(
        ['apply', '--dry-run=server', '-f', '-'],
        formatDocuments(objects.filter(isBuiltIn)),
      );
      const unexpected = stderr
        .split('\n')
        .filter(line => line !== '' && !expectedWarnings.test(line));
      expect([succeeded, unexpected]).toEqual([true, []]);
    },
  );

  it.each(exampleNames)(
    '%s changes nothing when it is applied again',
    async name => {
      const objects = parseDocuments(readExample(name), name).servers.flatMap(
        ({ server }) => bundleOf(server, `again-${server.metadata.name}`),
      );
      // Controllers write to the objects for a moment after they are made; an apply that always writes never settles.
      const text = formatDocuments(objects.filter(isBuiltIn));
      let before = await applyForReal(text);
      for (let attempt = 0; attempt < 20; attempt += 1) {
        const after = await applyForReal(text);
        if (JSON.stringify(after) === JSON.stringify(before)) break;
        before = after;
      }
      expect(await applyForReal(text)).toEqual(before);
    },
  );
});

describe('the bundle of any server', () => {
  it('of the golden corpus is accepted by the API server', async () => {
    const objects = goldenNames.flatMap((file, index) =>
      parseDocuments(
        readFileSync(join(goldenFolder, file), 'utf8'),
        file,
      ).servers.flatMap(({ server }) => bundleOf(server, `golden-${index}`)),
    );
    // Patches make these outside of the restricted standard, on purpose.
    const applicable = objects.filter(
      object =>
        isBuiltIn(object) &&
        object.kind !== 'Pod' &&
        object.metadata.name !== 'copied',
    );
    const { stdout, stderr } = await kubectl(
      ['create', '--dry-run=server', '-f', '-'],
      formatDocuments(applicable),
    );
    expect(
      stderr
        .split('\n')
        .filter(line => line !== '' && !line.startsWith('Warning: ')),
    ).toEqual([]);
    expect(stdout.trim().split('\n')).toHaveLength(applicable.length);
  }, 300_000);

  it('that the schema accepts is accepted by the API server, without a warning', async () => {
    const objects = fc.sample(arbitraryServer, 60).flatMap((input, index) => {
      const result = parseJupyterServer(input);
      return result.ok ? bundleOf(result.server, `any-${index}`) : [];
    });
    expect(objects.length).toBeGreaterThan(60 * 5);
    const { stdout, stderr } = await kubectl(
      ['create', '--dry-run=server', '-f', '-'],
      formatDocuments(objects),
    );
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n')).toHaveLength(objects.length);
  }, 300_000);
});
