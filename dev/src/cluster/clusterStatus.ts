import { ClusterApi } from './ClusterApi';
import {
  clusterStateFile,
  readClusterState,
  type ClusterState,
} from './clusterState';
import { componentProcesses } from './componentProcesses';

export interface ComponentStatus {
  readonly name: string;
  /** Undefined when it does not run. */
  readonly pid: number | undefined;
}

export interface ClusterStatus {
  readonly state: ClusterState;
  readonly components: readonly ComponentStatus[];
  readonly apiServerReady: boolean;
  /** Whether every component runs and the API server is ready. */
  readonly healthy: boolean;
}

const controlPlane = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
];

/** The components that a cluster consists of. */
export function expectedComponents(state: ClusterState): readonly string[] {
  if (state.simulated) return [...controlPlane, 'kwok', 'addons'];
  return [
    ...controlPlane,
    'node-box',
    'containerd',
    'kube-proxy',
    'kubelet',
    'addons',
    'caddy',
  ];
}

/**
 * What runs of the cluster in that directory.
 *
 * @throws DevError `CLUSTER_NOT_FOUND` or `STATE_UNREADABLE`.
 */
export async function clusterStatus(directory: string): Promise<ClusterStatus> {
  const state = await readClusterState(clusterStateFile(directory));
  const running = await componentProcesses(directory);
  const components = expectedComponents(state).map(name => ({
    name,
    pid: running.find(process => process.component === name)?.pid,
  }));
  const api = await ClusterApi.open(state).catch(() => undefined);
  const apiServerReady = (await api?.isReady()) ?? false;
  api?.close();
  const healthy =
    apiServerReady && components.every(({ pid }) => pid !== undefined);
  return { state, components, apiServerReady, healthy };
}

/** The status as lines for a person. */
export function formatStatus(status: ClusterStatus): string {
  const { state, components, apiServerReady } = status;
  const nodes = state.simulated
    ? `${state.nodes} simulated node${state.nodes === 1 ? '' : 's'}`
    : 'a real node';
  const lines = [
    `cluster '${state.name}' with ${nodes} in ${state.directory}`,
    ...components.map(
      ({ name, pid }) =>
        `  ${name.padEnd(24)} ${
          pid === undefined ? 'not running' : `running, pid ${pid}`
        }`,
    ),
    `  API server ${state.server} is ${apiServerReady ? 'ready' : 'not ready'}`,
  ];
  if (state.ingress)
    lines.push(`  ingress at http://NAME.localhost:${state.ingress.port}`);
  return `${lines.join('\n')}\n`;
}
