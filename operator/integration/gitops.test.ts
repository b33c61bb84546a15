import {
  annotations,
  defaultRenderConfig,
  JupyterServer,
  parseJupyterServer,
  render,
  renderHash,
} from '@amalthea/jupyterserver';
import { KubernetesObject, resources } from '@amalthea/kube';

import { jupyterServers } from '../src/controller/kinds';
import { eventually } from './support/eventually';
import { TestNamespace } from './support/TestNamespace';

interface WithReplicas extends KubernetesObject {
  spec: { replicas?: number };
}

describe('a server that Git delivers', () => {
  let namespace: TestNamespace;

  beforeAll(async () => {
    namespace = await TestNamespace.create();
    await namespace.startOperator();
  });
  afterAll(() => namespace.remove());

  const config = () => ({
    ...defaultRenderConfig,
    delivery: 'gitops' as const,
    operator: { ...defaultRenderConfig.operator, namespace: namespace.name },
  });

  const specOf = (name: string) => ({
    routing: { host: 'jupyter.example.org', path: `/${name}` },
    storage: { pvc: { enabled: true } },
  });

  function parsed(name: string): JupyterServer {
    const result = parseJupyterServer({
      apiVersion: 'amalthea.dev/v1alpha1',
      kind: 'JupyterServer',
      metadata: { name, namespace: namespace.name },
      spec: specOf(name),
    });
    if (!result.ok) {
      throw new Error(JSON.stringify(result.problems));
    }
    return result.server;
  }

  /** As Argo CD does: its own field manager, forced, without replicas. */
  async function deliver(name: string, hash?: string): Promise<void> {
    const server = parsed(name);
    const bundle = render(server, config());
    const metadata = {
      name,
      annotations: {
        'amalthea.dev/delivery': 'gitops',
        'amalthea.dev/render-hash': hash ?? renderHash(bundle),
      },
    };
    for (const object of bundle.values()) await sync(object);
    await namespace.apply(specOf(name), metadata);
  }

  async function sync(object: object): Promise<void> {
    const { apiVersion = '', kind = '' }: KubernetesObject = object;
    const resource = await namespace.admin.discovery.find(apiVersion, kind);
    await namespace.admin.apply(resource, object as KubernetesObject, {
      fieldManager: 'argocd-controller',
      force: true,
    });
  }

  const renderedInSync = (status: {
    conditions?: readonly { type: string; status: string }[];
  }) =>
    status.conditions?.find(({ type }) => type === 'RenderedInSync')?.status;

  it('gets its Secret and its status, and no child is touched', async () => {
    await deliver('committed');
    const { status, metadata } = await namespace.serverInState(
      'committed',
      'running',
    );
    expect(renderedInSync(status ?? {})).toBe('True');
    const secret = await namespace.get(resources.secrets, 'committed');
    expect(secret.metadata?.ownerReferences?.[0].uid).toBe(metadata?.uid);
    const service = await namespace.get(resources.services, 'committed');
    expect(service.metadata?.ownerReferences).toBeUndefined();
    expect(
      service.metadata?.managedFields?.map(({ manager }) => manager),
    ).not.toContain('amalthea-operator');
  });

  it('is stopped and started by replicas alone, which survive the next delivery', async () => {
    await deliver('scaled');
    await namespace.serverInState('scaled', 'running');
    await namespace.admin.patch(
      jupyterServers,
      { namespace: namespace.name, name: 'scaled' },
      {
        type: 'merge',
        body: { spec: { jupyterServer: { hibernated: true } } },
      },
    );
    await namespace.serverInState('scaled', 'hibernated');
    const statefulSet = render(parsed('scaled'), config()).get('statefulset');
    await sync(statefulSet ?? {});
    expect(
      (await namespace.get<WithReplicas>(resources.statefulSets, 'scaled')).spec
        .replicas,
    ).toBe(0);
  });

  it('is stopped and woken by annotations, and its spec stays as Git has it', async () => {
    await deliver('pressed');
    await namespace.serverInState('pressed', 'running');
    const press = (name: string, time: Date) =>
      namespace.admin.patch(
        jupyterServers,
        { namespace: namespace.name, name: 'pressed' },
        {
          type: 'merge',
          body: { metadata: { annotations: { [name]: time.toISOString() } } },
        },
      );
    await press(annotations.hibernateRequestedAt, new Date());
    const stopped = await namespace.serverInState('pressed', 'hibernated');
    expect(stopped.status?.hibernation).toMatchObject({ cause: 'user' });
    await press(annotations.wakeRequestedAt, new Date());
    const woken = await namespace.serverInState('pressed', 'running');
    expect(woken.status?.hibernation?.wokenAt).toBeDefined();
    expect(woken.spec).toEqual(stopped.spec);
  });

  it('reports what differs, and mends nothing', async () => {
    await deliver('skewed', 'of-another-version');
    const { status } = await namespace.serverWhen(
      'skewed',
      'reports',
      current => renderedInSync(current) === 'False',
    );
    expect(
      status?.conditions?.find(({ type }) => type === 'RenderedInSync')
        ?.message,
    ).toContain('the render hash');
    await deliver('skewed');
    await namespace.serverWhen(
      'skewed',
      'is in sync',
      current => renderedInSync(current) === 'True',
    );
    await namespace.admin.patch(
      resources.configMaps,
      { namespace: namespace.name, name: 'skewed' },
      { type: 'merge', body: { data: { 'authz.json': '{}' } } },
    );
    const drifted = await namespace.serverWhen(
      'skewed',
      'reports again',
      current => renderedInSync(current) === 'False',
    );
    expect(
      drifted.status?.conditions?.find(({ type }) => type === 'RenderedInSync')
        ?.message,
    ).toContain('ConfigMap');
  });

  it('that the operator had before is Git’s wholly, so that its volume outlives it', async () => {
    const name = 'moved';
    await namespace.apply(specOf(name), { name });
    await namespace.serverInState(name, 'running');
    const { uid } =
      (await namespace.get(resources.pods, `${name}-0`)).metadata ?? {};
    await deliver(name);
    const kinds = [
      resources.services,
      resources.statefulSets,
      resources.persistentVolumeClaims,
    ];
    await Promise.all(
      kinds.map(kind =>
        eventually(`nobody owns the ${kind.kind}`, async () => {
          const { metadata } = await namespace.get(kind, name);
          return metadata?.ownerReferences === undefined;
        }),
      ),
    );
    // What Git drops is gone: the operator does not hold on to it.
    const service = render(parsed(name), config()).get('service');
    await sync({
      ...service,
      spec: { ...Object(service?.spec), ports: [{ name: 'http', port: 80 }] },
    });
    const { spec } = await namespace.get<
      KubernetesObject & { spec: { ports: { targetPort: number }[] } }
    >(resources.services, name);
    expect(spec.ports).toMatchObject([{ targetPort: 80 }]);
    const pod = await namespace.get(resources.pods, `${name}-0`);
    expect(pod.metadata?.uid).toBe(uid);
  });

  it('creates nothing that Git did not deliver', async () => {
    await namespace.apply(
      { routing: { host: 'jupyter.example.org' } },
      { name: 'alone', annotations: { 'amalthea.dev/delivery': 'gitops' } },
    );
    await eventually('the Secret', () =>
      namespace.exists(resources.secrets, 'alone'),
    );
    await namespace.serverWhen(
      'alone',
      'reports',
      current => renderedInSync(current) === 'False',
    );
    expect(await namespace.exists(resources.statefulSets, 'alone')).toBe(false);
  });
});
