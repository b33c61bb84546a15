import { readFile } from 'node:fs/promises';
import type { Progress } from '../host/progress';
import type { Environment } from '../host/userDirectories';
import { kwok, simulatedNode } from '../simulation/kwok';
import { toolPaths } from '../tools/toolPath';
import { ClusterApi } from './ClusterApi';
import type { ClusterState } from './clusterState';
import { componentProcesses } from './componentProcesses';
import { apiServer, controllerManager, etcd, scheduler } from './controlPlane';
import { startComponent, type Component } from './startComponent';
import { waitFor } from './waitFor';
import { writeKubeconfigs } from './clusterFiles';

export interface RunOptions {
  readonly environment: Environment;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/** Starts what is not running of the cluster's components, and waits until the cluster can be used. */
export async function runControlPlane(state: ClusterState, options: RunOptions): Promise<void> {
  const { signal, progress } = options;
  const programs = await toolPaths(
    ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok'],
    options,
  );
  const running = new Set((await componentProcesses(state.directory)).map(({ component }) => component));
  const failures: Promise<never>[] = [];
  const start = async (component: Component) => {
    if (running.has(component.name)) return;
    failures.push((await startComponent(state.directory, component)).failed);
  };
  progress(`starting the control plane of cluster '${state.name}'`);
  await start(etcd(state, programs.etcd));
  await start(apiServer(state, programs['kube-apiserver']));
  const certificate = await waitFor(() => readCertificate(state.certificateAuthority), {
    what: "The API server's certificate",
    timeoutSeconds: 30,
    unless: failures,
    signal,
  });
  await writeKubeconfigs(state, certificate);
  const api = await ClusterApi.open(state);
  try {
    await waitFor(() => api.isReady(), { what: 'The API server', timeoutSeconds: 60, unless: failures, signal });
    await start(controllerManager(state, programs['kube-controller-manager']));
    await start(scheduler(state, programs['kube-scheduler']));
    if (state.simulated) {
      await start(kwok(state, programs.kwok));
      await Promise.all(
        Array.from({ length: state.nodes }, (_, index) => {
          const node = simulatedNode(index);
          return api.apply(`/api/v1/nodes/${node.metadata.name}`, node);
        }),
      );
    }
    await waitFor(() => nodesAreReady(api, state.nodes), {
      what: state.nodes === 1 ? 'The node' : 'The nodes',
      timeoutSeconds: 60,
      unless: failures,
      signal,
    });
    await waitFor(() => api.exists('/api/v1/namespaces/default/serviceaccounts/default'), {
      what: 'The controller manager',
      timeoutSeconds: 60,
      unless: failures,
      signal,
    });
  } finally {
    api.close();
  }
}

async function readCertificate(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  // The file holds the serving certificate and the authority that signed it; it is whole when the second has ended.
  return text.match(/-----END CERTIFICATE-----/g)?.length === 2 ? text : undefined;
}

async function nodesAreReady(api: ClusterApi, count: number): Promise<boolean> {
  const { items } = (await api.get('/api/v1/nodes')) as {
    items: { spec: { taints?: unknown[] }; status: { conditions?: { type: string; status: string }[] } }[];
  };
  const ready = items.filter(
    node =>
      !node.spec.taints?.length && node.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
  );
  return ready.length >= count;
}
