import {
  defaultRenderConfig,
  parseJupyterServer,
  render,
  renderHash,
  type JsonObject,
} from '@amalthea/jupyterserver';
import { deliverFiles, problemsOf, serverYaml } from '../testing/deliveryTest';

function kinds(objects: readonly JsonObject[]): readonly unknown[] {
  return objects.map(({ kind }) => kind);
}

const withVolume = { storage: { size: '1Gi', pvc: { enabled: true } } };

describe('deliver', () => {
  it('delivers the server and its bundle, without the Secret, which is the operator’s', () => {
    const objects = deliverFiles({ 'a.yaml': serverYaml('a', withVolume) });
    expect(kinds(objects)).toEqual([
      'JupyterServer',
      'Service',
      'Ingress',
      'StatefulSet',
      'ConfigMap',
      'PersistentVolumeClaim',
      'NetworkPolicy',
    ]);
    expect(
      objects.every(
        ({ metadata }) => (metadata as JsonObject).namespace === 'lab',
      ),
    ).toBe(true);
  });

  it('marks the server with the delivery and the hash of what was rendered', () => {
    const text = serverYaml(
      'a',
      {},
      { annotations: { mine: 'yes', 'amalthea.dev/delivery': 'other' } },
    );
    const [server] = deliverFiles({ 'a.yaml': text });
    const parsed = parseJupyterServer({
      ...JSON.parse(text),
      metadata: { name: 'a', namespace: 'lab', annotations: { mine: 'yes' } },
    });
    if (!parsed.ok) throw new Error('the example must parse');
    expect(server.metadata).toMatchObject({
      annotations: {
        mine: 'yes',
        'amalthea.dev/delivery': 'gitops',
        'amalthea.dev/render-hash': renderHash(
          render(parsed.server, { ...defaultRenderConfig, delivery: 'gitops' }),
        ),
      },
    });
  });

  it('delivers the spec as it is written, without defaults, status or what an API server adds', () => {
    const text = JSON.stringify({
      ...JSON.parse(serverYaml('a')),
      metadata: {
        name: 'a',
        uid: 'x',
        resourceVersion: '1',
        managedFields: [],
        creationTimestamp: null,
      },
      status: { state: 'running' },
    });
    const [server] = deliverFiles({ 'a.json': text }, [
      { name: 'delivery', string: 'resource' },
    ]);
    expect(server).toEqual({
      apiVersion: 'amalthea.dev/v1alpha1',
      kind: 'JupyterServer',
      metadata: { name: 'a', namespace: 'lab' },
      spec: { routing: { host: 'jupyter.example.org', path: '/a' } },
    });
  });

  it('leaves replicas and owner references to others, whatever a patch says', () => {
    const patch = [
      { op: 'add', path: '/statefulset/spec/replicas', value: 3 },
      { op: 'add', path: '/service/metadata/ownerReferences', value: [] },
    ];
    const objects = deliverFiles({
      'a.yaml': serverYaml('a', {
        patches: [{ type: 'application/json-patch+json', patch }],
      }),
    });
    expect(JSON.stringify(objects.slice(1))).not.toMatch(
      /replicas|ownerReferences/,
    );
  });

  it('protects volume claims from prune, unless the server asks for their deletion', () => {
    const claim = (spec: object) =>
      deliverFiles({ 'a.yaml': serverYaml('a', spec) }).find(
        ({ kind }) => kind === 'PersistentVolumeClaim',
      )?.metadata;
    expect(claim(withVolume)).toMatchObject({
      annotations: {
        'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
        'argocd.argoproj.io/ignore-healthcheck': 'true',
      },
    });
    const asked = {
      storage: { size: '1Gi', pvc: { enabled: true, whenDeleted: 'Delete' } },
    };
    expect(JSON.stringify(claim(asked))).not.toContain('sync-options');
  });

  it('never emits sync waves, tracking metadata or lists', () => {
    const list = JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [JSON.parse(serverYaml('a')), JSON.parse(serverYaml('b'))],
    });
    const objects = deliverFiles({ 'a.json': list });
    expect(objects).toHaveLength(12);
    expect(JSON.stringify(objects)).not.toMatch(/sync-wave|tracking-id|"List"/);
  });

  it('gives the same bytes for the same files', () => {
    const files = {
      'a.yaml': serverYaml('a', withVolume),
      'b/b.yaml': serverYaml('b'),
    };
    expect(JSON.stringify(deliverFiles(files))).toBe(
      JSON.stringify(deliverFiles(files)),
    );
  });

  it('reports every problem of every file at once, each at its place', () => {
    expect(
      problemsOf({
        'a.yaml': serverYaml('a', {
          jupyterServr: {},
          culling: { idleSecondsThreshold: -1 },
        }),
        'b.yaml': 'a: [',
        'c.yaml': `${serverYaml('c')}---\nkind: ConfigMap\n`,
        'd.yaml': Buffer.from([0xff, 0xfe, 0x41]),
      }),
    ).toEqual([
      expect.stringMatching(
        /^a\.yaml:12:3: spec\.jupyterServr: is unknown; did you mean jupyterServer\?$/,
      ),
      expect.stringMatching(
        /^a\.yaml:14:4: spec\.culling\.idleSecondsThreshold: must be at least 0/,
      ),
      expect.stringMatching(/^b\.yaml:\d+:\d+: /),
      expect.stringMatching(
        /^c\.yaml:\d+:1: apiVersion: is missing: not a Kubernetes object/,
      ),
      'd.yaml:1:1: is not UTF-8 text.',
    ]);
  });

  it('never repeats the value of a secret', () => {
    const [problem] = problemsOf({
      'a.yaml': serverYaml('a', { auth: { token: 271828 } }),
    });
    expect(problem).toMatch(
      /spec\.auth\.token: must be a text; put it in quotes$/,
    );
  });

  it('names the patch that cannot be applied', () => {
    const patch = [{ op: 'remove', path: '/nothing' }];
    const [problem] = problemsOf({
      'a.yaml': serverYaml('a', {
        patches: [{ type: 'application/json-patch+json', patch }],
      }),
    });
    expect(problem).toMatch(/^a\.yaml:\d+:\d+: spec\.patches\[0\]/);
  });

  it('refuses a path without servers rather than let everything be pruned', () => {
    expect(() => deliverFiles({})).toThrow(/There is no JupyterServer in \./);
    const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
    expect(() => deliverFiles({ 'a.yaml': configMap })).toThrow(
      /There is no JupyterServer/,
    );
    expect(
      deliverFiles({ 'a.yaml': configMap }, [], {
        ARGOCD_ENV_ALLOW_EMPTY: 'true',
      }),
    ).toHaveLength(1);
    expect(deliverFiles({}, [], { ARGOCD_ENV_ALLOW_EMPTY: 'true' })).toEqual(
      [],
    );
  });

  it('skips the files that say so', () => {
    const files = {
      'a.yaml': serverYaml('a'),
      'values.yaml': '# +argocd:skip-file-rendering\nkey: value\n',
    };
    expect(kinds(deliverFiles(files))).toContain('JupyterServer');
  });
});

describe('conflicts', () => {
  it('are two servers of one name in one namespace', () => {
    const files = {
      'a.yaml': serverYaml('a'),
      'b.yaml': serverYaml('a', { routing: { host: 'other.example.org' } }),
    };
    expect(problemsOf(files)).toEqual([
      expect.stringMatching(
        /^b\.yaml:\d+:\d+: metadata\.name: JupyterServer a is defined already by a\.yaml:1\.$/,
      ),
    ]);
    expect(
      problemsOf({
        ...files,
        'b.yaml': serverYaml(
          'a',
          { routing: { host: 'b.example.org' } },
          { namespace: 'other' },
        ),
      }),
    ).toEqual([]);
  });

  it('are two servers of one address', () => {
    const routing = { host: 'jupyter.example.org', path: '/same' };
    const [problem] = problemsOf({
      'a.yaml': serverYaml('a', { routing }),
      'b.yaml': serverYaml('b', { routing }),
    });
    expect(problem).toMatch(
      /spec\.routing: http:\/\/jupyter\.example\.org\/same is already the address of a\.yaml:1/,
    );
  });

  it('are an object of another kind that a server brings too', () => {
    const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
    expect(
      problemsOf({ 'a.yaml': serverYaml('a'), 'b.yaml': configMap }),
    ).toEqual([
      'b.yaml:3:12: metadata.name: ConfigMap a is defined already by a.yaml:1.',
    ]);
  });
});

describe('other objects', () => {
  it('pass through as they are, read as kubectl reads them', () => {
    const text =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {mode: 0644, on: yes, time: 12:30:45, date: 2026-01-01}\n';
    const [, , , , , , configMap] = deliverFiles({
      'a.yaml': serverYaml('a'),
      'b.yaml': text,
    });
    expect(configMap).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'x' },
      data: { mode: 420, true: true, time: '12:30:45', date: '2026-01-01' },
    });
  });

  it('must be whole, with labels that are strings', () => {
    const files = {
      'a.yaml': serverYaml('a'),
      'b.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: {name: b, labels: {level: 1}}\n',
      'c.yaml': 'apiVersion: v1\nkind: Secret\n',
      'd.yaml': 'just a sentence\n',
      'e.yaml':
        'apiVersion: amalthea.dev/v1alpha1\nkind: JupyterServr\nmetadata: {name: e}\n',
      'f.yaml':
        'apiVersion: amalthea.dev/v1\nkind: JupyterServer\nmetadata: {name: e}\n',
    };
    expect(problemsOf(files)).toEqual([
      'b.yaml:3:30: metadata.labels.level: must be a string; quote it.',
      'c.yaml:1:1: metadata.name: is missing.',
      'd.yaml:1:1: must be a Kubernetes object: a map with apiVersion, kind and metadata.',
      'e.yaml:2:1: kind: Did you mean JupyterServer of amalthea.dev/v1alpha1?',
      'f.yaml:1:1: apiVersion: must be amalthea.dev/v1alpha1 for a JupyterServer.',
    ]);
  });

  it('are refused where the Application says so, in files and in patches', () => {
    const patch = {
      extra: {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'x' },
        spec: { containers: [] },
      },
    };
    const files = {
      'a.yaml': serverYaml('a', {
        patches: [{ type: 'application/merge-patch+json', patch }],
      }),
      'b.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: b}\n',
    };
    expect(
      problemsOf(files, [{ name: 'passThrough', string: 'deny' }]),
    ).toEqual([
      expect.stringMatching(
        /^a\.yaml:\d+:\d+: spec\.patches: adds Pod extra; other objects are not allowed here\.$/,
      ),
      'b.yaml:2:1: kind: Pod is not allowed here: this Application takes JupyterServers only (passThrough: deny).',
    ]);
  });

  it('cannot make the plugin expand aliases without end', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 9; level += 1) {
      const [here, below] = [
        String.fromCharCode(97 + level),
        String.fromCharCode(96 + level),
      ];
      bomb.push(`${here}: &${here} [${Array(9).fill(`*${below}`).join(', ')}]`);
    }
    expect(problemsOf({ 'a.yaml': `${bomb.join('\n')}\n` })[0]).toMatch(
      /^a\.yaml:1:1: .*alias/i,
    );
  });

  it('cannot exhaust the stack', () => {
    expect(problemsOf({ 'a.yaml': '['.repeat(200_000) })[0]).toMatch(
      /^a\.yaml:\d+:\d+: /,
    );
  });
});
