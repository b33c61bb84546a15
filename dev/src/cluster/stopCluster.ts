import { access, rm } from 'node:fs/promises';
import { acquireLock } from '../host/acquireLock';
import { removeNode } from '../node/removeNode';
import { clusterStateFile, readClusterState } from './clusterState';
import { killComponents } from './componentProcesses';

/**
 * Ends every process of the cluster in that directory and removes what it made: the directory and, for a real node,
 * its namespaces, mounts, network and control groups. Does nothing where there is no cluster.
 */
export async function stopCluster(directory: string): Promise<void> {
  const lock = await acquireLock(`cluster ${directory}`);
  try {
    await removeCluster(directory);
  } finally {
    await lock.release();
  }
}

/** The same for a caller that holds the cluster's lock. */
export async function removeCluster(directory: string): Promise<void> {
  await killComponents(directory);
  const looksLikeCluster = await access(clusterStateFile(directory)).then(
    () => true,
    () => false,
  );
  // Somebody else's folder, given by mistake, is not removed.
  if (!looksLikeCluster) return;
  // The state may be of another version: then there is nothing to say about the node but its processes are gone.
  const state = await readClusterState(clusterStateFile(directory)).catch(
    () => undefined,
  );
  if (state?.network) await removeNode(state);
  await rm(directory, { recursive: true, force: true });
}
