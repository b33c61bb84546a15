import type { ClusterState } from '../cluster/clusterState';

/** Removes what a real node leaves outside its namespaces once its processes have ended. */
export async function removeNode(_state: ClusterState): Promise<void> {}
