import { proxyExceptions } from '../host/proxyExceptions';
import type { Environment } from '../host/userDirectories';
import type { ClusterState } from './clusterState';
import { stopCluster } from './stopCluster';

/** The environment by which tests and tools find a cluster, and reach it past a proxy. */
export type ClusterEnvironment = {
  readonly KUBECONFIG: string;
  readonly AMALTHEA_CLUSTER: string;
  readonly NO_PROXY?: string;
  readonly no_proxy?: string;
};

/** A running cluster. */
export class Cluster {
  constructor(readonly state: ClusterState) {}

  environment(): ClusterEnvironment {
    return clusterEnvironment(this.state);
  }

  /** Ends all of the cluster and removes what it kept. */
  async stop(): Promise<void> {
    await stopCluster(this.state.directory);
  }
}

/** The variables that `cluster -- env` prints. */
export function clusterEnvironment(
  state: ClusterState,
  environment: Environment = process.env,
): ClusterEnvironment {
  const hosts = ['localhost', '.localhost', '127.0.0.1'];
  return {
    KUBECONFIG: state.kubeconfig,
    AMALTHEA_CLUSTER: `${state.directory}/cluster.json`,
    ...proxyExceptions(environment, [...hosts, new URL(state.server).hostname]),
  };
}
