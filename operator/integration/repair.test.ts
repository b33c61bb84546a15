import { KubernetesObject, resources } from '@amalthea/kube';

import { jupyterServers } from '../src/controller/kinds';
import { RunningOperator } from '../src/process/startOperator';
import { eventually, pause } from './support/eventually';
import { operatorWrites } from './support/operatorWrites';
import { TestNamespace } from './support/TestNamespace';

interface WithSpec extends KubernetesObject {
  spec: Record<string, unknown>;
}
interface WithData extends KubernetesObject {
  data?: Record<string, string>;
}

describe('repair', () => {
  let namespace: TestNamespace;
  let operator: RunningOperator;

  beforeAll(async () => {
    namespace = await TestNamespace.create();
    operator = await namespace.startOperator();
  });
  afterAll(() => namespace.remove());

  const target = (name: string) => ({ namespace: namespace.name, name });
  const spec = {
    routing: { host: 'jupyter.example.org' },
    storage: { pvc: { enabled: true }, size: '1Gi' },
  };

  it('writes nothing when nothing differs', async () => {
    await namespace.apply(spec, { name: 'quiet' });
    await namespace.serverInState('quiet', 'running');
    await pause(2_500);
    const before = await operatorWrites(operator);
    await pause(5_000);
    expect((await operatorWrites(operator)) - before).toBe(0);
  });

  it('puts back a child that somebody changed', async () => {
    await namespace.apply(spec, { name: 'drift' });
    await namespace.serverInState('drift', 'running');
    const patch = {
      type: 'merge' as const,
      body: { spec: { selector: { app: 'elsewhere', more: 'x' } } },
    };
    await namespace.admin.patch(resources.services, target('drift'), patch);
    await eventually('the selector is back', async () => {
      const service = await namespace.get<WithSpec>(
        resources.services,
        'drift',
      );
      return JSON.stringify(service.spec.selector) === '{"app":"drift"}';
    });
  });

  it.each([
    ['Service', resources.services],
    ['Ingress', resources.ingresses],
    ['ConfigMap', resources.configMaps],
    ['NetworkPolicy', resources.networkPolicies],
    ['StatefulSet', resources.statefulSets],
  ])('creates a deleted %s again', async (kind, resource) => {
    const name = `gone-${kind.toLowerCase()}`;
    await namespace.apply(spec, { name });
    await namespace.serverInState(name, 'running');
    const { metadata } = await namespace.get(resource, name);
    await namespace.admin.delete(resource, target(name));
    await eventually(
      `another ${kind}`,
      async () =>
        (await namespace.get(resource, name)).metadata?.uid !== metadata?.uid,
    );
    await namespace.serverInState(name, 'running');
  });

  it('takes a child back whose labels were removed', async () => {
    await namespace.apply(spec, { name: 'unlabelled' });
    await namespace.serverInState('unlabelled', 'running');
    const before = await namespace.get(resources.configMaps, 'unlabelled');
    const labels = {
      'app.kubernetes.io/managed-by': null,
      'amalthea.dev/parent-name': null,
    };
    await namespace.admin.patch(resources.configMaps, target('unlabelled'), {
      type: 'merge',
      body: { metadata: { labels } },
    });
    const after = await eventually('the labels are back', async () => {
      const found = await namespace.get(resources.configMaps, 'unlabelled');
      return (
        found.metadata?.labels?.['app.kubernetes.io/managed-by'] ===
          'amalthea' && found
      );
    });
    expect(after.metadata?.uid).toBe(before.metadata?.uid);
  });

  it('keeps the random values of the Secret, and adds one that was removed', async () => {
    await namespace.apply(spec, { name: 'secretive' });
    await namespace.serverInState('secretive', 'running');
    const before = await namespace.get<WithData>(
      resources.secrets,
      'secretive',
    );
    expect(Object.keys(before.data ?? {}).sort()).toEqual([
      'authzCookieKey',
      'jupyterServerAppToken',
      'jupyterServerCookieSecret',
    ]);
    expect(
      Buffer.from(
        before.data?.jupyterServerAppToken ?? '',
        'base64',
      ).toString(),
    ).toMatch(/^[0-9a-f]{64}$/);
    const patch = {
      type: 'merge' as const,
      body: { data: { authzCookieKey: null } },
    };
    await namespace.admin.patch(resources.secrets, target('secretive'), patch);
    const after = await eventually('the key is back', async () => {
      const found = await namespace.get<WithData>(
        resources.secrets,
        'secretive',
      );
      return found.data?.authzCookieKey ? found : undefined;
    });
    expect(after.data?.jupyterServerAppToken).toBe(
      before.data?.jupyterServerAppToken,
    );
    expect(after.data?.authzCookieKey).not.toBe(before.data?.authzCookieKey);
  });

  it('removes a child that a later patch takes out, and a field that is not rendered any more', async () => {
    const routing = {
      host: 'jupyter.example.org',
      ingressAnnotations: { 'example.org/one': '1', 'example.org/two': '2' },
    };
    await namespace.apply({ routing }, { name: 'shrinking' });
    await namespace.serverInState('shrinking', 'running');
    await namespace.apply(
      {
        routing: { ...routing, ingressAnnotations: { 'example.org/one': '1' } },
      },
      { name: 'shrinking' },
    );
    await eventually('the annotation is gone', async () => {
      const { metadata } = await namespace.get(
        resources.ingresses,
        'shrinking',
      );
      return (
        metadata?.annotations?.['example.org/one'] === '1' &&
        !('example.org/two' in metadata.annotations)
      );
    });
    const patches = [
      { type: 'application/merge-patch+json', patch: { ingress: null } },
    ];
    await namespace.apply({ routing, patches }, { name: 'shrinking' });
    await eventually(
      'the Ingress is gone',
      async () => !(await namespace.exists(resources.ingresses, 'shrinking')),
    );
  });

  it('adopts nothing of others, says so, and goes on when the name is free', async () => {
    const foreign = {
      metadata: { name: 'taken', namespace: namespace.name },
      data: { mine: 'yes' },
    };
    await namespace.admin.create(
      resources.configMaps,
      foreign as KubernetesObject,
    );
    await namespace.apply(spec, { name: 'taken' });
    const { status } = await namespace.serverInState('taken', 'failed');
    const conflict = status?.conditions?.find(
      ({ type }) => type === 'NameConflict',
    );
    expect(conflict).toMatchObject({ status: 'True', reason: 'NameConflict' });
    expect(conflict?.message).toContain('ConfigMap "taken"');
    expect(
      await namespace.get<WithData>(resources.configMaps, 'taken'),
    ).toMatchObject({ data: { mine: 'yes' } });
    expect(await namespace.exists(resources.statefulSets, 'taken')).toBe(false);
    const before = await operatorWrites(operator);
    await pause(2_000);
    expect((await operatorWrites(operator)) - before).toBe(0);

    await namespace.admin.delete(resources.configMaps, target('taken'));
    // The operator looks by itself only now and then; a change of the server makes it look at once.
    await pause(2_000);
    await namespace.apply(spec, {
      name: 'taken',
      annotations: { 'example.org/look': 'now' },
    });
    const healed = await namespace.serverInState('taken', 'running');
    expect(
      healed.status?.conditions?.some(({ type }) => type === 'NameConflict'),
    ).toBe(false);
  });

  it('keeps a volume that is to be retained, and gives it to the next server of the name', async () => {
    const retained = {
      ...spec,
      storage: { size: '1Gi', pvc: { enabled: true, whenDeleted: 'Retain' } },
    };
    await namespace.apply(retained, { name: 'keeper' });
    await namespace.serverInState('keeper', 'running');
    const before = await namespace.get(
      resources.persistentVolumeClaims,
      'keeper',
    );
    await namespace.admin.delete(jupyterServers, target('keeper'));
    await eventually(
      'the StatefulSet is gone',
      async () => !(await namespace.exists(resources.statefulSets, 'keeper')),
    );
    const kept = await namespace.get(
      resources.persistentVolumeClaims,
      'keeper',
    );
    expect(kept.metadata?.uid).toBe(before.metadata?.uid);
    expect(kept.metadata?.deletionTimestamp).toBeUndefined();

    await namespace.apply(retained, { name: 'keeper' });
    await namespace.serverInState('keeper', 'running');
    expect(
      (await namespace.get(resources.persistentVolumeClaims, 'keeper')).metadata
        ?.uid,
    ).toBe(before.metadata?.uid);
  });
});
