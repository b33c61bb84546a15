import { rmdir } from 'node:fs/promises';
import type { ClusterState } from '../cluster/clusterState';
import { runsAnywhere } from '../cluster/componentProcesses';
import { acquireLock } from '../host/acquireLock';
import { removeControlGroups } from './controlGroups';
import { unlinkNetwork } from './linkNetwork';
import { boxComponent, boxFoldersLock, privateFolders } from './nodeBox';

/** Removes what a real node leaves outside its namespaces once its processes have ended. */
export async function removeNode(state: ClusterState): Promise<void> {
  if (state.network) await unlinkNetwork(state.network);
  await removeControlGroups(state.id);
  await removePrivateFolders();
}

/** The folders that a box covers with its own go when no box needs them and nothing of the machine is in them. */
async function removePrivateFolders(): Promise<void> {
  const lock = await acquireLock(boxFoldersLock);
  try {
    // Removing a folder takes away what is mounted over it in every other namespace.
    if (await runsAnywhere(boxComponent)) return;
    for (const folder of privateFolders) await rmdir(folder).catch(() => {});
  } finally {
    await lock.release();
  }
}
