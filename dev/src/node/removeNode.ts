import { rmdir } from 'node:fs/promises';
import type { ClusterState } from '../cluster/clusterState';
import { removeControlGroups } from './controlGroups';
import { unlinkNetwork } from './linkNetwork';
import { privateFolders } from './nodeBox';

/** Removes what a real node leaves outside its namespaces once its processes have ended. */
export async function removeNode(state: ClusterState): Promise<void> {
  if (state.network) await unlinkNetwork(state.network);
  await removeControlGroups(state.id);
  // The box needs them to exist, to put its own over them; they stay where something of the machine is in them.
  await Promise.all(
    privateFolders.map(folder => rmdir(folder).catch(() => {})),
  );
}
