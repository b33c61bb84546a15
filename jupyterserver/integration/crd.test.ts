import fc from 'fast-check';
import { JsonObject, parseDocuments, parseJupyterServer } from '../src';
import { arbitraryServer } from '../src/__testUtils__/arbitraryServer';
import { nearlyValidServer } from '../src/__testUtils__/nearlyValidServer';
import { hostileServers } from '../src/__testUtils__/hostileServers';
import { exampleNames, readExample } from './examples';
import { kubectl, kubectlOutput } from './kubectl';
import { createNamespace, deleteNamespace, installCrd } from './testNamespace';

let namespace: string;

beforeAll(async () => {
  await installCrd();
  namespace = await createNamespace();
});

afterAll(() => deleteNamespace(namespace));

/** Names of the servers that the API server would create, and what it says about the others. */
async function verdicts(
  servers: readonly object[],
): Promise<{ accepted: Set<string>; stderr: string }> {
  const { stdout, stderr } = await kubectl(
    [
      'create',
      '--dry-run=server',
      '--validate=ignore',
      '-n',
      namespace,
      '-f',
      '-',
    ],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: servers }),
  );
  const accepted = [
    ...stdout.matchAll(/^jupyterserver\.amalthea\.dev\/(\S+) created/gm),
  ];
  return { accepted: new Set(accepted.map(([, name]) => name)), stderr };
}

function withName(server: JsonObject, name: string): JsonObject {
  return { ...server, metadata: { name } };
}

describe('the CRD', () => {
  it.each(exampleNames)('accepts %s unchanged', async name => {
    const { stderr } = await kubectl(
      ['apply', '--dry-run=server', '-n', namespace, '-f', '-'],
      readExample(name),
    );
    expect(stderr).toBe('');
  });

  it('fills in the same defaults as parseJupyterServer', async () => {
    for (const name of exampleNames) {
      const [{ server, object }] = parseDocuments(
        readExample(name),
        name,
      ).servers;
      const text = await kubectlOutput(
        [
          'create',
          '--dry-run=server',
          '-n',
          namespace,
          '-o',
          'json',
          '-f',
          '-',
        ],
        JSON.stringify(object),
      );
      expect(JSON.parse(text).spec).toEqual(server.spec);
    }
  });

  it('refuses every document of bad.yaml with the field and words of parseDocuments', async () => {
    const text = readExample('bad.yaml');
    const { problems } = parseDocuments(text, 'bad.yaml');
    const { stdout, stderr } = await kubectl(
      ['create', '--dry-run=server', '-n', namespace, '-f', '-'],
      text,
    );
    expect(stdout).toBe('');
    const lines = stderr
      .split('\n')
      .filter(line => line.includes('is invalid'));
    expect(lines).toHaveLength(problems.length);
    // Where the OpenAPI schema refuses, and no rule of ours, the API server has its own words.
    const ownWords = /^must be (one of|at least)/;
    problems.forEach(({ field, message }, index) => {
      const words = ownWords.test(message)
        ? ''
        : message.replace(/^is required: /, '');
      expect(lines[index]).toContain(`${field}: `);
      expect(lines[index]).toContain(words);
    });
  });

  it('accepts what the schema accepts', async () => {
    const servers = fc.sample(arbitraryServer, 100).map((server, index) => ({
      ...server,
      metadata: { ...server.metadata, namespace, name: `s-${index}` },
    }));
    const { accepted, stderr } = await verdicts(servers);
    expect(stderr).toBe('');
    expect(accepted.size).toBe(servers.length);
  });

  it('refuses what the schema refuses, and nothing else', async () => {
    const servers = hostileServers.map((server, index) =>
      withName(server, `s-${index}`),
    );
    const { accepted, stderr } = await verdicts(servers);
    const disagreements = servers.flatMap((server, index) => {
      const result = parseJupyterServer(server);
      if (result.ok === accepted.has(`s-${index}`)) return [];
      return [
        `${JSON.stringify(server.spec)}: the schema says ${JSON.stringify(
          result.ok || result.problems,
        )}`,
      ];
    });
    expect(disagreements).toEqual([]);
    expect(stderr).not.toMatch(/rule (compile|cost|call)|internal error/i);
  }, 300_000);

  it('agrees with the schema about servers that are nearly valid', async () => {
    const servers = fc
      .sample(nearlyValidServer, 600)
      .map((server, index) => withName(server, `n-${index}`));
    const { accepted } = await verdicts(servers);
    const disagreements = servers.flatMap((server, index) => {
      const result = parseJupyterServer(server);
      return result.ok === accepted.has(`n-${index}`)
        ? []
        : [
            `${JSON.stringify(server.spec)}: the schema says ${JSON.stringify(
              result.ok || result.problems,
            )}`,
          ];
    });
    expect(disagreements).toEqual([]);
  });

  it('is found by its short name and category, and prints its columns', async () => {
    const object = {
      apiVersion: 'amalthea.dev/v1alpha1',
      kind: 'JupyterServer',
      metadata: { name: 'columns', namespace },
      spec: { routing: { host: 'a.org' } },
    };
    await kubectlOutput(['create', '-f', '-'], JSON.stringify(object));
    const table = await kubectlOutput(['get', 'js', '-n', namespace]);
    expect(table.split('\n')[0].split(/ {2,}/)).toEqual([
      'NAME',
      'IMAGE',
      'URL',
      'POD STATUS',
      'STATE',
      'IDLE',
      'AGE',
    ]);
    expect(
      await kubectlOutput(['get', 'amalthea', '-n', namespace, '-o', 'name']),
    ).toContain('jupyterserver.amalthea.dev/columns');
  });

  it('keeps status apart from the rest, and accepts all of it', async () => {
    const now = '2026-01-01T00:00:00Z';
    const status = {
      observedGeneration: 1,
      state: 'running',
      url: 'http://a.org',
      create_fn: { fullServerURL: 'http://a.org' },
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'Running',
          message: '',
          lastTransitionTime: now,
          observedGeneration: 1,
        },
      ],
      containerStates: { init: {}, regular: { 'jupyter-server': 'ready' } },
      children: {
        statefulset: {
          uid: 'u',
          name: 'n',
          kind: 'StatefulSet',
          apiVersion: 'apps/v1',
        },
      },
      mainPod: {
        name: 'n-0',
        uid: 'u',
        phase: 'Running',
        node: 'x',
        status: { phase: 'Running' },
      },
      activity: {
        active: true,
        idleSince: now,
        lastSignal: 'kernel',
        kernels: 1,
      },
      hibernation: {
        since: now,
        cause: 'idle',
        willHibernateAt: now,
        willDeleteAt: now,
        keepUntil: now,
        wokenAt: now,
      },
      usage: {
        cpuMillicores: 1,
        memoryBytes: 1,
        disk: { usedBytes: 1, totalBytes: 2 },
      },
      update: {
        pending: [{ path: '/spec/template', from: 'a', to: { b: [1] } }],
      },
      startingSince: now,
      failedSince: now,
    };
    const object = {
      apiVersion: 'amalthea.dev/v1alpha1',
      kind: 'JupyterServer',
      metadata: { name: 'status', namespace },
      spec: { routing: { host: 'a.org' } },
    };
    await kubectlOutput(
      ['create', '-f', '-'],
      JSON.stringify({ ...object, status }),
    );
    expect(
      await kubectlOutput([
        'get',
        'js',
        'status',
        '-n',
        namespace,
        '-o',
        'jsonpath={.status}',
      ]),
    ).toBe('');
    const apply = [
      'apply',
      '--server-side',
      '--subresource=status',
      '--field-manager=amalthea-operator-status',
      '--validate=strict',
      '-f',
      '-',
      '-o',
      'json',
    ];
    const written = JSON.parse(
      await kubectlOutput(apply, JSON.stringify({ ...object, status })),
    );
    expect(written.status).toEqual(status);
    expect(written.metadata.generation).toBe(1);
    const again = JSON.parse(
      await kubectlOutput(apply, JSON.stringify({ ...object, status })),
    );
    expect(again.metadata.resourceVersion).toBe(
      written.metadata.resourceVersion,
    );
  });
});

describe('a change of a server', () => {
  const storage = {
    size: '1Gi',
    pvc: { enabled: true, storageClassName: 'a' },
  };
  const server = (given: object) =>
    JSON.stringify({
      apiVersion: 'amalthea.dev/v1alpha1',
      kind: 'JupyterServer',
      metadata: { name: 'change', namespace },
      spec: { routing: { host: 'a.org' }, storage: given },
    });

  beforeAll(() => kubectlOutput(['create', '-f', '-'], server(storage)));

  it.each([
    [
      'another storage class',
      { ...storage, pvc: { enabled: true, storageClassName: 'b' } },
      'spec.storage.pvc.storageClassName',
    ],
    [
      'no storage class',
      { ...storage, pvc: { enabled: true } },
      'spec.storage.pvc.storageClassName',
    ],
    ['a smaller volume', { ...storage, size: '1G' }, 'spec.storage.size'],
    ['the default size', { pvc: storage.pvc }, 'spec.storage.size'],
    [
      'other access modes',
      { ...storage, pvc: { ...storage.pvc, accessModes: ['ReadWriteMany'] } },
      'spec.storage.pvc.accessModes',
    ],
  ])('to %s is refused', async (_name, after, field) => {
    const { succeeded, stderr } = await kubectl(
      ['replace', '--dry-run=server', '-f', '-'],
      server(after),
    );
    expect(succeeded).toBe(false);
    expect(stderr).toContain(`${field}: Forbidden: `);
  });

  it('to a larger volume is accepted', async () => {
    const { stderr } = await kubectl(
      ['replace', '--dry-run=server', '-f', '-'],
      server({ ...storage, size: '1025Mi' }),
    );
    expect(stderr).toBe('');
  });

  it('to no volume, and back to another one, is accepted', async () => {
    const { stderr } = await kubectl(
      ['replace', '--dry-run=server', '-f', '-'],
      server({ size: '1Gi', pvc: { enabled: false } }),
    );
    expect(stderr).toBe('');
  });
});
