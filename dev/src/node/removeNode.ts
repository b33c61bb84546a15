import { rmdir } from 'node:fs/promises';
import { runsAnywhere } from '../cluster/componentProcesses';
import { acquireLock } from '../host/acquireLock';
import { removeControlGroups } from './controlGroups';
import { unlinkNetwork } from './linkNetwork';
import { boxComponent, boxFoldersLock, privateFolders } from './nodeBox';

/**
 * Removes what the real node of the cluster with that id leaves outside its namespaces once its processes have ended;
 * nothing where it left nothing.
 */
export async function removeNode(id: string): Promise<void> {
  await unlinkNetwork(id);
  await removeControlGroups(id);
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
