import { readFile } from 'node:fs/promises';
import { runAddons } from '../addons/runAddons';
import { inBox } from '../node/nodeBox';
import { runNode } from '../node/runNode';
import { startNodeBox } from '../node/startNode';
import { kwok, simulatedNode } from '../simulation/kwok';
import { toolPath, toolPaths } from '../tools/toolPath';
import { ClusterApi } from './ClusterApi';
import { networkObjects, storageObjects } from './bootstrapObjects';
import { writeKubeconfigs } from './clusterFiles';
import type { ClusterState } from './clusterState';
import { componentProcesses } from './componentProcesses';
import { apiServer, controllerManager, etcd, scheduler } from './controlPlane';
import type { StartContext, Starter } from './Starter';
import { startComponent } from './startComponent';
import { waitFor } from './waitFor';

/** Starts what is not running of the cluster's components, and waits until the cluster can be used. */
export async function runCluster(
  state: ClusterState,
  options: StartContext,
): Promise<void> {
  const { signal, progress } = options;
  const programs = await toolPaths(
    ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'],
    options,
  );
  progress(`starting the control plane of cluster '${state.name}'`);
  const box = state.network
    ? await startNodeBox(state, state.network, signal)
    : undefined;
  const starter = await newStarter(state, box, signal);
  await starter.start(etcd(state, programs.etcd));
  await starter.start(apiServer(state, programs['kube-apiserver']));
  const certificate = await starter.waitFor(
    "The API server's certificate",
    30,
    () => readCertificate(state.certificateAuthority),
  );
  await writeKubeconfigs(state, certificate);
  const api = await ClusterApi.open(state);
  try {
    await starter.waitFor('The API server', 60, () => api.isReady());
    await starter.start(
      controllerManager(state, programs['kube-controller-manager']),
    );
    await starter.start(scheduler(state, programs['kube-scheduler']));
    const objects = [
      ...storageObjects(),
      ...(state.network
        ? networkObjects(state.network, state.network.dnsPort)
        : []),
    ];
    await Promise.all(
      objects.map(({ path, object }) => api.apply(path, object)),
    );
    if (state.simulated)
      await simulateNodes(state, await toolPath('kwok', options), starter, api);
    else await runNode(state, starter, options);
    await runAddons(state, starter, options);
    await starter.waitFor(
      state.nodes === 1 ? 'The node' : 'The nodes',
      60,
      () => nodesAreReady(api, state.nodes),
    );
    await starter.waitFor('The controller manager', 60, () =>
      api.exists('/api/v1/namespaces/default/serviceaccounts/default'),
    );
  } finally {
    api.close();
  }
}

async function newStarter(
  state: ClusterState,
  box: number | undefined,
  signal?: AbortSignal,
): Promise<Starter> {
  const running = new Set(
    (await componentProcesses(state.directory)).map(
      ({ component }) => component,
    ),
  );
  const failures: Promise<never>[] = [];
  return {
    start: async component => {
      if (running.has(component.name)) return;
      const placed =
        box === undefined || component.outsideBox
          ? component
          : inBox(component, box);
      failures.push((await startComponent(state.directory, placed)).failed);
    },
    waitFor: (what, timeoutSeconds, probe) =>
      waitFor(probe, { what, timeoutSeconds, unless: failures, signal }),
  };
}

async function simulateNodes(
  state: ClusterState,
  program: string,
  starter: Starter,
  api: ClusterApi,
): Promise<void> {
  await starter.start(kwok(state, program));
  const nodes = Array.from({ length: state.nodes }, (_, index) =>
    simulatedNode(index),
  );
  await Promise.all(
    nodes.map(node => api.apply(`/api/v1/nodes/${node.metadata.name}`, node)),
  );
}

async function readCertificate(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  // The file holds the serving certificate and the authority that signed it; it is whole when the second has ended.
  return text.match(/-----END CERTIFICATE-----/g)?.length === 2
    ? text
    : undefined;
}

async function nodesAreReady(api: ClusterApi, count: number): Promise<boolean> {
  const { items } = (await api.get('/api/v1/nodes')) as {
    items: {
      spec: { taints?: unknown[] };
      status: { conditions?: { type: string; status: string }[] };
    }[];
  };
  const ready = items.filter(
    ({ spec, status }) =>
      !spec.taints?.length &&
      status.conditions?.some(
        condition => condition.type === 'Ready' && condition.status === 'True',
      ),
  );
  return ready.length >= count;
}
