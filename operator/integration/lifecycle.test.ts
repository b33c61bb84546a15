import { KubernetesObject, resources } from '@amalthea/kube';

import { jupyterServers } from '../src/controller/kinds';
import { eventually } from './support/eventually';
import { TestNamespace } from './support/TestNamespace';

interface WithReplicas extends KubernetesObject {
  spec: { replicas?: number };
}

describe('the life of a server', () => {
  let namespace: TestNamespace;

  beforeAll(async () => {
    namespace = await TestNamespace.create();
    await namespace.startOperator();
  });
  afterAll(() => namespace.remove());

  const spec = (more: object = {}) => ({
    routing: { host: 'jupyter.example.org' },
    storage: { pvc: { enabled: true }, size: '1Gi' },
    ...more,
  });

  it('stops and starts with its volume kept', async () => {
    await namespace.apply(spec(), { name: 'sleeper' });
    await namespace.serverInState('sleeper', 'running');
    const volume = await namespace.get(
      resources.persistentVolumeClaims,
      'sleeper',
    );

    await namespace.apply(spec({ jupyterServer: { hibernated: true } }), {
      name: 'sleeper',
    });
    const hibernated = await namespace.serverInState('sleeper', 'hibernated');
    expect(hibernated.status?.hibernation).toMatchObject({ cause: 'user' });
    expect(
      (await namespace.get<WithReplicas>(resources.statefulSets, 'sleeper'))
        .spec.replicas,
    ).toBe(0);
    await eventually(
      'the pod is gone',
      async () => !(await namespace.exists(resources.pods, 'sleeper-0')),
    );

    await namespace.apply(spec(), { name: 'sleeper' });
    const awake = await namespace.serverInState('sleeper', 'running');
    expect(awake.status?.hibernation).toBeUndefined();
    expect(
      (await namespace.get(resources.persistentVolumeClaims, 'sleeper'))
        .metadata?.uid,
    ).toBe(volume.metadata?.uid);
  });

  it('runs what it ran until its next start, and says what will change', async () => {
    await namespace.apply(spec(), { name: 'patient' });
    await namespace.serverInState('patient', 'running');
    const before = await namespace.get(resources.pods, 'patient-0');

    await namespace.apply(
      spec({ jupyterServer: { image: 'example.org/other:1' } }),
      { name: 'patient' },
    );
    const { status } = await namespace.serverWhen(
      'patient',
      'waits with its update',
      current =>
        current.conditions?.some(
          ({ type, status: held }) =>
            type === 'UpdatePending' && held === 'True',
        ) ?? false,
    );
    expect(status?.state).toBe('running');
    expect(status?.update?.pending).toContainEqual({
      path: '/spec/template/spec/containers/0/image',
      from: 'jupyter/minimal-notebook:latest',
      to: 'example.org/other:1',
    });
    expect(
      (await namespace.get(resources.pods, 'patient-0')).metadata?.uid,
    ).toBe(before.metadata?.uid);

    await namespace.apply(
      spec({ jupyterServer: { image: 'example.org/other:1' } }),
      {
        name: 'patient',
        annotations: {
          'amalthea.dev/restart-requested-at': new Date().toISOString(),
        },
      },
    );
    await eventually(
      'a new pod',
      async () =>
        (await namespace.get(resources.pods, 'patient-0')).metadata?.uid !==
        before.metadata?.uid,
    );
    await namespace.serverWhen(
      'patient',
      'is up to date',
      current => current.state === 'running' && current.update === undefined,
    );
  });

  it('restarts at once when its update policy says so', async () => {
    await namespace.apply(spec({ updatePolicy: 'Immediate' }), {
      name: 'eager',
    });
    await namespace.serverInState('eager', 'running');
    const before = await namespace.get(resources.pods, 'eager-0');
    await namespace.apply(
      spec({
        updatePolicy: 'Immediate',
        jupyterServer: { image: 'example.org/other:1' },
      }),
      { name: 'eager' },
    );
    await eventually(
      'a new pod',
      async () =>
        (await namespace.get(resources.pods, 'eager-0')).metadata?.uid !==
        before.metadata?.uid,
    );
    await namespace.serverInState('eager', 'running');
  });

  it('leaves a paused server alone', async () => {
    await namespace.apply(spec(), {
      name: 'paused',
      annotations: { 'amalthea.dev/paused': 'true' },
    });
    const { status } = await namespace.serverWhen(
      'paused',
      'says so',
      current =>
        current.conditions?.some(({ reason }) => reason === 'Paused') ?? false,
    );
    expect(status?.state).toBe('starting');
    expect(await namespace.exists(resources.statefulSets, 'paused')).toBe(
      false,
    );
    await namespace.apply(spec(), { name: 'paused', annotations: {} });
    await namespace.serverInState('paused', 'running');
  });

  it('names the patch that fails, leaves what runs, and recovers', async () => {
    await namespace.apply(spec(), { name: 'mispatched' });
    await namespace.serverInState('mispatched', 'running');
    const patches = [
      {
        type: 'application/json-patch+json',
        patch: [{ op: 'remove', path: '/service/spec/nothing' }],
      },
    ];
    await namespace.apply(spec({ patches }), { name: 'mispatched' });
    const { status } = await namespace.serverWhen(
      'mispatched',
      'says so',
      current =>
        current.conditions?.some(
          ({ type, status: held }) =>
            type === 'PatchesApplied' && held === 'False',
        ) ?? false,
    );
    const condition = status?.conditions?.find(
      ({ type }) => type === 'PatchesApplied',
    );
    expect(condition?.message).toContain('/service/spec/nothing');
    expect(condition?.message).toContain('remove');
    expect(status?.state).toBe('running');
    await namespace.apply(spec(), { name: 'mispatched' });
    await namespace.serverWhen(
      'mispatched',
      'recovers',
      current =>
        !(current.conditions ?? []).some(({ type }) => type === 'Stalled'),
    );
  });

  it('refuses children of kinds that it may not create', async () => {
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      roleRef: {},
      subjects: [],
    };
    const patches = [
      { type: 'application/merge-patch+json', patch: { extra: role } },
    ];
    await namespace.apply(spec({ patches }), { name: 'greedy' });
    const { status } = await namespace.serverInState('greedy', 'failed');
    expect(
      status?.conditions?.find(({ type }) => type === 'Stalled')?.message,
    ).toContain('RoleBinding');
    expect(await namespace.exists(resources.services, 'greedy')).toBe(false);
  });

  it('removes everything with the server', async () => {
    await namespace.apply(spec(), { name: 'gone' });
    await namespace.serverInState('gone', 'running');
    await namespace.admin.delete(jupyterServers, {
      namespace: namespace.name,
      name: 'gone',
    });
    const kinds = [
      resources.statefulSets,
      resources.services,
      resources.secrets,
      resources.configMaps,
      resources.persistentVolumeClaims,
    ];
    for (const resource of kinds) {
      await namespace.untilGone(resource, 'gone');
    }
  });
});
