import { KubernetesObject, ResourceRef, resources } from '@amalthea/kube';

import { TestNamespace } from './support/TestNamespace';

const resourceQuotas: ResourceRef = {
  group: '',
  version: 'v1',
  plural: 'resourcequotas',
  kind: 'ResourceQuota',
  namespaced: true,
};
const limitRanges: ResourceRef = {
  ...resourceQuotas,
  plural: 'limitranges',
  kind: 'LimitRange',
};
const fieldManager = 'amalthea-test';
const routing = { host: 'jupyter.example.org' };

/** `copy` operations that double an object each time. */
const doublings = Array.from({ length: 60 }, (_, index) => ({
  op: 'copy',
  from: '/configmap/data',
  path: `/configmap/data/${index}`,
}));

function nested(levels: number): object {
  return Array.from({ length: levels }).reduce<object>(
    inner => ({ inner }),
    {},
  );
}

function patched(type: 'json' | 'merge', patch: object): object {
  return {
    routing,
    patches: [{ type: `application/${type}-patch+json`, patch }],
  };
}

/** What real controllers and the real API server answer, and what a person reads. */
describe('a server that cannot start', () => {
  let namespace: TestNamespace;

  beforeAll(async () => {
    namespace = await TestNamespace.create();
    await namespace.startOperator({ 'leader-election': 'false' });
  });
  afterAll(() => namespace.remove());

  const readyOf = async (name: string) => {
    const { status } = await namespace.serverWhen(
      name,
      'says why',
      ({ state }) => state === 'failed',
    );
    return status?.conditions?.find(({ type }) => type === 'Ready');
  };

  it.each<[string, object, string, RegExp]>([
    [
      'machine',
      { routing, jupyterServer: { nodeSelector: { no: 'such' } } },
      'Unschedulable',
      /didn't match Pod's node affinity\/selector/,
    ],
    [
      'memory',
      {
        routing,
        jupyterServer: { resources: { requests: { memory: '9Pi' } } },
      },
      'Unschedulable',
      /Insufficient memory/,
    ],
    [
      'account',
      { routing, jupyterServer: { serviceAccountName: 'missing' } },
      'ServiceAccountMissing',
      /serviceaccount "missing" not found/,
    ],
    [
      'priority',
      { routing, jupyterServer: { priorityClassName: 'missing' } },
      'AdmissionDenied',
      /no PriorityClass with name missing/,
    ],
    [
      'rights',
      patched('merge', {
        more: {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'RoleBinding',
          metadata: { name: 'more' },
        },
      }),
      'PatchFailed',
      /"more" has the kind RoleBinding/,
    ],
    [
      'doubling',
      patched('json', doublings),
      'PatchFailed',
      /larger than the API server takes/,
    ],
    [
      'depth',
      patched('merge', nested(600)),
      'InvalidSpec',
      /The spec cannot work as it is\. is nested more than 500 levels deep/,
    ],
  ])('for its %s says so', async (name, spec, reason, words) => {
    await namespace.apply(spec, { name });
    expect(await readyOf(name)).toMatchObject({
      status: 'False',
      reason,
      message: expect.stringMatching(words),
    });
  });

  it('for a spec that the API server could not refuse names the field, and starts when it is corrected', async () => {
    const resourcesOf = (cpu: string) => ({
      routing,
      jupyterServer: { resources: { limits: { cpu } } },
    });
    await namespace.apply(resourcesOf('many'), { name: 'corrected' });
    expect(await readyOf('corrected')).toMatchObject({
      reason: 'InvalidSpec',
      message: expect.stringContaining(
        'spec.jupyterServer.resources.limits.cpu: must be a quantity',
      ),
    });
    await namespace.apply(resourcesOf('1'), { name: 'corrected' });
    await namespace.serverInState('corrected', 'running');
  });
});

describe('a server in a namespace with rules', () => {
  let namespace: TestNamespace;

  beforeEach(async () => {
    namespace = await TestNamespace.create();
    await namespace.startOperator({ 'leader-election': 'false' });
  });
  afterEach(() => namespace.remove());

  const rule = (resource: ResourceRef, spec: object) =>
    namespace.admin.apply(
      resource,
      {
        metadata: { name: 'rule', namespace: namespace.name },
        spec,
      } as KubernetesObject,
      { fieldManager },
    );

  it.each<[string, () => Promise<unknown>, string, RegExp]>([
    [
      'a quota that is used up',
      () => rule(resourceQuotas, { hard: { pods: '0' } }),
      'QuotaExceeded',
      /exceeded quota: rule/,
    ],
    [
      'limits for each container',
      () =>
        rule(limitRanges, {
          limits: [{ type: 'Container', max: { cpu: '100m' } }],
        }),
      'AdmissionDenied',
      /maximum cpu usage per Container is 100m/,
    ],
    [
      'pod security',
      () =>
        namespace.admin.apply(
          resources.namespaces,
          {
            metadata: {
              name: namespace.name,
              labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
            },
          },
          { fieldManager },
        ),
      'AdmissionDenied',
      /violates PodSecurity "restricted:latest": host namespaces/,
    ],
  ])('says that it is refused: %s', async (_name, makeRule, reason, words) => {
    await makeRule();
    const spec = patched('json', [
      {
        op: 'add',
        path: '/statefulset/spec/template/spec/hostNetwork',
        value: true,
      },
    ]);
    await namespace.apply(
      { ...spec, jupyterServer: { resources: { limits: { cpu: '1' } } } },
      { name: 'refused' },
    );
    const { status } = await namespace.serverWhen(
      'refused',
      'says why',
      ({ state }) => state === 'failed',
    );
    expect(
      status?.conditions?.find(({ type }) => type === 'Ready'),
    ).toMatchObject({ reason, message: expect.stringMatching(words) });
  });
});
