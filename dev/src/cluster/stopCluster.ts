import { access, rm, rmdir } from 'node:fs/promises';
import { acquireLock } from '../host/acquireLock';
import { DevError } from '../host/DevError';
import { shellWord } from '../host/shellWord';
import { removeNode } from '../node/removeNode';
import { clusterId } from './clusterId';
import {
  clusterStateFile,
  readClusterState,
  type ClusterState,
} from './clusterState';
import { componentProcesses, killComponents } from './componentProcesses';

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
  const { described, state } = await describedCluster(directory);
  const ran = (await componentProcesses(directory)).length > 0;
  await killComponents(directory);
  // Where the description is lost, what a real node may have left is looked for by what follows from the directory.
  if (!state?.simulated && process.getuid?.() === 0)
    await removeNode(clusterId(directory));
  if (described || ran) await rm(directory, { recursive: true, force: true });
  // Somebody else's folder, given by mistake, is not removed; one that a start has only just made is empty.
  else await rmdir(directory).catch(() => {});
}

/**
 * What the directory says about a cluster in it.
 *
 * @throws DevError `FILE_FORBIDDEN` when it cannot be looked into, `CLUSTER_BUSY` when it was moved away from its processes.
 */
async function describedCluster(
  directory: string,
): Promise<{ readonly described: boolean; readonly state?: ClusterState }> {
  try {
    await access(clusterStateFile(directory));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { described: false };
    throw new DevError(
      'FILE_FORBIDDEN',
      `${directory} cannot be read (${code}): its cluster belongs to another user. Run the command as that user, for example with sudo.`,
      { cause: error },
    );
  }
  const state = await readClusterState(clusterStateFile(directory)).catch(
    () => undefined,
  );
  const origin = state?.directory ?? directory;
  if (origin !== directory && (await componentProcesses(origin)).length > 0) {
    throw new DevError(
      'CLUSTER_BUSY',
      `The cluster in ${directory} was started in ${origin}, and still runs from there. End it first: npm run cluster -- down --directory ${shellWord(
        origin,
      )}`,
    );
  }
  return { described: true, state };
}
