import type { ClusterState } from './clusterState';
import { stopCluster } from './stopCluster';

/** A running cluster. */
export class Cluster {
  constructor(readonly state: ClusterState) {}

  /** The environment by which tests and tools find the cluster. */
  environment(): {
    readonly KUBECONFIG: string;
    readonly AMALTHEA_CLUSTER: string;
  } {
    return clusterEnvironment(this.state);
  }

  /** Ends all of the cluster and removes what it kept. */
  async stop(): Promise<void> {
    await stopCluster(this.state.directory);
  }
}

/** The variables that `cluster -- env` prints. */
export function clusterEnvironment(state: ClusterState) {
  return {
    KUBECONFIG: state.kubeconfig,
    AMALTHEA_CLUSTER: `${state.directory}/cluster.json`,
  };
}
