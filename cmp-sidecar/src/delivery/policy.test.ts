import { deliverFiles, problemsOf, serverYaml } from '../testing/deliveryTest';
import { imageAllowed } from './policy';

const limited = (cpu: string, memory: string) => ({
  jupyterServer: {
    image: 'quay.io/jupyter/minimal:1',
    resources: { requests: { cpu, memory }, limits: { cpu, memory } },
  },
});
const maxResources = [
  { name: 'maxResources', map: { cpu: '2', memory: '4Gi' } },
];
const jsonPatch = (path: string, value: unknown) => ({
  type: 'application/json-patch+json',
  patch: [{ op: 'add', path, value }],
});

function server(spec: object, metadata: object = {}) {
  return { 'a.yaml': serverYaml('a', spec, metadata) };
}

describe('imagePrefixes', () => {
  const prefixes = [{ name: 'imagePrefixes', array: ['quay.io/jupyter'] }];

  it('end where a part of the reference ends', () => {
    expect(imageAllowed('quay.io/jupyter/a:1', ['quay.io/jupyter'])).toBe(true);
    expect(imageAllowed('quay.io/jupyter:1', ['quay.io/jupyter'])).toBe(true);
    expect(imageAllowed('quay.io/jupyter-evil/a:1', ['quay.io/jupyter'])).toBe(
      false,
    );
    expect(imageAllowed('quay.io.evil.org/a', ['quay.io'])).toBe(false);
    expect(imageAllowed('quay.io/a', ['quay.io/'])).toBe(true);
  });

  it('allow the server’s image, and authz always', () => {
    expect(problemsOf(server(limited('1', '1Gi')), prefixes)).toEqual([]);
  });

  it('refuse the image, and those that patches bring', () => {
    const container = { name: 'x', image: 'evil.org/miner' };
    const files = server({
      jupyterServer: { image: 'docker.io/a' },
      patches: [
        jsonPatch('/statefulset/spec/template/spec/initContainers', [
          container,
        ]),
      ],
    });
    expect(
      problemsOf(files, prefixes).map(line => line.replace(/^\S+ /, '')),
    ).toEqual([
      'spec.jupyterServer.image: docker.io/a is not an allowed image here: it must begin with quay.io/jupyter.',
      'spec.patches: evil.org/miner is not an allowed image here: it must begin with quay.io/jupyter.',
    ]);
  });
});

describe('maxResources', () => {
  it('allow a server up to them', () => {
    expect(
      problemsOf(server(limited('2000m', '4096Mi')), maxResources),
    ).toEqual([]);
  });

  it('refuse more, and no limit at all', () => {
    expect(problemsOf(server(limited('2001m', '5Gi')), maxResources)).toEqual([
      expect.stringMatching(
        /spec\.jupyterServer\.resources\.limits\.cpu: .* more than the 2 that are allowed here/,
      ),
      expect.stringMatching(
        /spec\.jupyterServer\.resources\.limits\.memory: .* more than the 4Gi/,
      ),
    ]);
    expect(problemsOf(server({}), maxResources)).toEqual([
      expect.stringMatching(
        /limits\.cpu: is needed for container jupyter-server/,
      ),
      expect.stringMatching(
        /limits\.memory: is needed for container jupyter-server/,
      ),
    ]);
  });

  it('count containers that patches add', () => {
    const resources = { limits: { cpu: '1500m', memory: '1Gi' } };
    const patches = [
      jsonPatch('/statefulset/spec/template/spec/containers/-', {
        name: 'x',
        image: 'a',
        resources,
      }),
    ];
    expect(
      problemsOf(server({ ...limited('1', '1Gi'), patches }), maxResources),
    ).toEqual([expect.stringMatching(/limits\.cpu/)]);
  });

  it('bound GPUs and storage', () => {
    const gpu = {
      jupyterServer: { resources: { limits: { 'nvidia.com/gpu': '2' } } },
    };
    expect(
      problemsOf(server(gpu), [
        { name: 'maxResources', map: { 'nvidia.com/gpu': '1' } },
      ]),
    ).toHaveLength(1);
    expect(
      problemsOf(server({}), [
        { name: 'maxResources', map: { 'nvidia.com/gpu': '1' } },
      ]),
    ).toEqual([]);
    const large = { storage: { size: '20Gi', pvc: { enabled: true } } };
    expect(
      problemsOf(server(large), [
        { name: 'maxResources', map: { storage: '10Gi' } },
      ]),
    ).toEqual([
      expect.stringMatching(
        /spec\.storage\.size: must be at most 10Gi here\.$/,
      ),
    ]);
    expect(
      problemsOf(server({ storage: { size: '' } }), [
        { name: 'maxResources', map: { storage: '10Gi' } },
      ]),
    ).toHaveLength(1);
  });
});

describe('labels', () => {
  it('are given to servers, and so satisfy what is required', () => {
    const parameters = [
      { name: 'labels', map: { team: 'physics' } },
      { name: 'requiredLabels', array: ['team', 'course'] },
    ];
    expect(problemsOf(server({}), parameters)).toEqual([
      expect.stringMatching(
        /metadata\.labels\.course: is required here, with a value\.$/,
      ),
    ]);
    const [object] = deliverFiles(
      server({}, { labels: { course: 'a' } }),
      parameters,
    );
    expect(object.metadata).toMatchObject({
      labels: { team: 'physics', course: 'a' },
    });
  });

  it('cannot be set to something else', () => {
    expect(
      problemsOf(server({}, { labels: { team: 'b' } }), [
        { name: 'labels', map: { team: 'a' } },
      ]),
    ).toEqual([
      expect.stringMatching(
        /metadata\.labels\.team: must be a, as this Application's labels say, or left out\.$/,
      ),
    ]);
  });
});

describe('what patches put into the bundle', () => {
  const patched = (...patch: object[]) =>
    server({ patches: [{ type: 'application/json-patch+json', patch }] });
  const most = { cpu: '2', memory: '4Gi', storage: '10Gi' };
  const atMost = [{ name: 'maxResources', map: most }];
  const pod = '/statefulset/spec/template/spec';
  const claim = { spec: { resources: { requests: { storage: '1Ti' } } } };

  it('is no object of another kind under the key of a child', () => {
    const value = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'a' },
    };
    const files = patched({ op: 'replace', path: '/configmap', value });
    const deny = { name: 'passThrough', string: 'deny' };
    expect(problemsOf(files, [deny])).toEqual([
      expect.stringMatching(
        /spec\.patches: makes the configmap a RoleBinding of rbac\.authorization\.k8s\.io\/v1; other objects are not allowed here\.$/,
      ),
    ]);
  });

  it.each([
    [
      'resources of the pod as a whole',
      { path: `${pod}/resources`, value: { requests: { cpu: '64' } } },
      /resources\.requests\.cpu: the containers of the server ask for more than the 2/,
    ],
    [
      'claims of its StatefulSet',
      { path: '/statefulset/spec/volumeClaimTemplates', value: [claim] },
      /spec\.storage\.size: must be at most 10Gi here/,
    ],
    [
      'claims that end with its pod',
      {
        path: `${pod}/volumes/-`,
        value: { name: 'x', ephemeral: { volumeClaimTemplate: claim } },
      },
      /spec\.storage\.size: must be at most 10Gi here/,
    ],
  ])('counts with %s', (_what, operation, problem) => {
    const files = patched({ op: 'add', ...operation });
    expect(problemsOf(files, atMost).join('\n')).toMatch(problem);
  });
});

describe('namespace, host and storageClass', () => {
  it('fill in what a server leaves open', () => {
    const parameters = [
      { name: 'namespace', string: 'team' },
      { name: 'host', string: 'lab.example.org' },
      { name: 'storageClass', string: 'fast' },
    ];
    const spec = { routing: undefined, storage: { pvc: { enabled: true } } };
    const [object] = deliverFiles(server(spec), parameters);
    expect(object).toMatchObject({
      metadata: { namespace: 'team' },
      spec: {
        routing: { host: 'lab.example.org' },
        storage: { pvc: { storageClassName: 'fast' } },
      },
    });
  });

  it('allow no other namespace, for other objects neither', () => {
    const files = {
      ...server({}, { namespace: 'kube-system' }),
      'b.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: {name: b, namespace: other}\n',
    };
    expect(problemsOf(files, [{ name: 'namespace', string: 'team' }])).toEqual([
      expect.stringMatching(
        /^a\.yaml:\d+:\d+: metadata\.namespace: must be team, the namespace of this Application, or left out\.$/,
      ),
      expect.stringMatching(
        /^b\.yaml:3:\d+: metadata\.namespace: must be team/,
      ),
    ]);
  });
});
