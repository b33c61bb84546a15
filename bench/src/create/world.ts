import {
  crd,
  defaultRenderConfig,
  parseJupyterServer,
  render,
} from '@amalthea/jupyterserver';
import {
  KubeClient,
  KubernetesObject,
  ResourceRef,
  resources,
} from '@amalthea/kube';
import { resourceTable, ResourceRule } from '@amalthea/operator';

/** The custom resource. */
export const jupyterServers: ResourceRef = {
  group: 'amalthea.dev',
  version: 'v1alpha1',
  plural: 'jupyterservers',
  kind: 'JupyterServer',
  namespaced: true,
};

const fieldManager = 'amalthea-bench';
const roles = (plural: string, kind: string): ResourceRef => ({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  plural,
  kind,
  namespaced: false,
});

/** Installs the CRD, gives the operator its rights, and waits until JupyterServers are served. */
export async function prepareCluster(
  admin: KubeClient,
  operatorUser: string,
): Promise<void> {
  const apply = (resource: ResourceRef, object: KubernetesObject) =>
    admin.apply(resource, object, { fieldManager, force: true });
  await apply(resources.customResourceDefinitions, crd as KubernetesObject);
  const role = {
    metadata: { name: 'amalthea-operator' },
    rules: resourceTable().map(rule),
  };
  await apply(roles('clusterroles', 'ClusterRole'), role);
  const binding = {
    metadata: { name: 'amalthea-operator' },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: 'amalthea-operator',
    },
    subjects: [
      {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'User',
        name: operatorUser,
      },
    ],
  };
  await apply(roles('clusterrolebindings', 'ClusterRoleBinding'), binding);
  for (;;) {
    const served = await admin.list(jupyterServers, { limit: 1 }).then(
      () => true,
      () => false,
    );
    if (served) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

function rule({ group, resource, verbs }: ResourceRule) {
  return { apiGroups: [group], resources: [resource], verbs: [...verbs] };
}

/** Creates namespaces named `prefix-0`, `prefix-1`, … */
export async function createNamespaces(
  admin: KubeClient,
  prefix: string,
  count: number,
): Promise<readonly string[]> {
  const names = Array.from(
    { length: count },
    (_, index) => `${prefix}-${index}`,
  );
  for (const name of names) {
    await admin.apply(
      resources.namespaces,
      { metadata: { name } },
      { fieldManager },
    );
  }
  return names;
}

/** A JupyterServer as people write it: token mode, no volume. */
export function exampleServer(
  namespace: string,
  name: string,
): KubernetesObject {
  const server = {
    apiVersion: 'amalthea.dev/v1alpha1',
    kind: 'JupyterServer',
    metadata: { name, namespace },
    spec: {
      routing: { host: 'jupyter.example.org', path: `/${namespace}/${name}` },
      jupyterServer: {
        resources: { requests: { cpu: '10m', memory: '16Mi' } },
      },
    },
  };
  return server;
}

/** The children of such a server, as the operator would create them. */
export function exampleChildren(
  namespace: string,
  name: string,
): readonly KubernetesObject[] {
  const parsed = parseJupyterServer(exampleServer(namespace, name));
  if (!parsed.ok) {
    throw new Error(
      parsed.problems
        .map(({ path, message }) => `${path}: ${message}`)
        .join('\n'),
    );
  }
  return [
    ...render(parsed.server, defaultRenderConfig).values(),
  ] as readonly KubernetesObject[];
}

/** Runs `work` for each item, so many at a time. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const item of queue) {
        await work(item);
      }
    }),
  );
}
