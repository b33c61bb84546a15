import type { ClusterState } from '../cluster/clusterState';
import { removeControlGroups } from './controlGroups';
import { unlinkNetwork } from './linkNetwork';

/** Removes what a real node leaves outside its namespaces once its processes have ended. */
export async function removeNode(state: ClusterState): Promise<void> {
  if (state.network) await unlinkNetwork(state.network);
  await removeControlGroups(state.id);
}
