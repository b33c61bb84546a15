import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crd } from '@amalthea/jupyterserver';
import {
  KubeClient,
  resources,
  type KubernetesObject,
  type UnstructuredObject,
} from '@amalthea/kube';
import type { JsonObject } from '@backstage/types';
import { KubeConfig } from '@kubernetes/client-node';
import { parseAllDocuments } from 'yaml';
import { jupyterServers } from '../src/clusters/jupyterServers';
import { testConfig } from '../src/__testUtils__/startPlugin';

const account = { namespace: 'amalthea-portal', name: 'amalthea-portal' };

/** The integration tests' cluster, prepared as the documentation says, with a namespace of its own for one test. */
export interface PortalCluster {
  /** The administrator, who plays the operator and kubectl. */
  readonly admin: KubeClient;
  readonly server: URL;
  readonly namespace: string;
  /** app-config.yaml for a portal that uses the cluster through this address. */
  config(url?: string): JsonObject;
  /** Writes a server's status, as the operator does. */
  writeStatus(name: string, status: object): Promise<void>;
  close(): Promise<void>;
}

export async function preparePortalCluster(): Promise<PortalCluster> {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromDefault();
  const admin = KubeClient.fromKubeConfig(kubeConfig);
  const namespace = `portal-${randomBytes(4).toString('hex')}`;
  await applyAll(admin, namespace);
  const token = await readToken(admin);
  const { server = '', caData, caFile } = kubeConfig.getCurrentCluster() ?? {};
  const authority =
    caData ?? (caFile ? (await readFile(caFile)).toString('base64') : '');
  return {
    admin,
    namespace,
    server: new URL(server),
    config: (url = server) =>
      portalConfig({ url, caData: authority, token, namespace }),
    async writeStatus(name, status) {
      await admin.patch(
        jupyterServers,
        { name, namespace },
        { type: 'merge', body: { status } },
        { subresource: 'status' },
      );
    },
    close: () => admin.close(),
  };
}

async function applyAll(admin: KubeClient, namespace: string): Promise<void> {
  const role = await readFile(
    join(__dirname, '../kubernetes/portal-role.yaml'),
    'utf8',
  );
  const objects: KubernetesObject[] = [
    crd as unknown as KubernetesObject,
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: account.namespace },
    },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    ...parseAllDocuments(role).map(
      document => document.toJS() as KubernetesObject,
    ),
  ];
  for (const object of objects) {
    const resource = await admin.discovery.find(
      object.apiVersion ?? '',
      object.kind ?? '',
    );
    await admin.apply(resource, object, {
      fieldManager: 'portal-integration',
      force: true,
    });
  }
  await eventually(() => admin.list(jupyterServers, { namespace }));
}

async function readToken(admin: KubeClient): Promise<string> {
  const request = await admin.request<{ status: { token: string } }>({
    method: 'POST',
    path: `/api/v1/namespaces/${account.namespace}/serviceaccounts/${account.name}/token`,
    body: JSON.stringify({
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {},
    }),
    repeatable: true,
  });
  return request.status.token;
}

function portalConfig(cluster: {
  readonly url: string;
  readonly caData: string;
  readonly token: string;
  readonly namespace: string;
}): JsonObject {
  const { profiles } = testConfig.amalthea as { profiles: JsonObject[] };
  return {
    ...testConfig,
    kubernetes: {
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            {
              name: 'dev',
              title: 'Dev',
              url: cluster.url,
              caData: cluster.caData,
              authProvider: 'google',
            },
          ],
        },
      ],
    },
    amalthea: {
      clusters: [{ name: 'dev', serviceAccountToken: cluster.token }],
      health: { interval: '1s', timeout: '2s' },
      profiles: profiles.map(profile => ({
        ...profile,
        destinations: [{ cluster: 'dev', namespace: cluster.namespace }],
      })),
    },
  };
}

/** Waits for something that becomes true by itself; fails with its last error after a minute. */
export async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }
}

/** A pod as the StatefulSet of a server makes it; the cluster's simulated nodes run it. */
export async function createPod(
  cluster: PortalCluster,
  name: string,
): Promise<void> {
  const labels = { app: name };
  const set = await cluster.admin.create<UnstructuredObject>(
    resources.statefulSets,
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name, namespace: cluster.namespace },
      spec: {
        replicas: 1,
        serviceName: name,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'jupyter-server', image: 'image' }] },
        },
      },
    },
  );
  await cluster.writeStatus(name, {
    children: {
      statefulset: { kind: 'StatefulSet', name, uid: set.metadata?.uid },
    },
  });
}
