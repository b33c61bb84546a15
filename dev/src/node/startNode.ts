import { DevError } from '../host/DevError';
import type { ClusterNetwork, ClusterState } from '../cluster/clusterState';
import { waitFor } from '../cluster/waitFor';
import { acquireLock } from '../host/acquireLock';
import { isReadable } from '../host/isReadable';
import { boxFoldersLock, boxProcess, nodeBox } from './nodeBox';
import { linkNetwork } from './linkNetwork';
import { makeControlGroups } from './controlGroups';
import { writeNodeFiles } from './nodeFiles';
import { startComponent } from '../cluster/startComponent';

/**
 * Makes the box of a real node, its network and the files that its programs read; nothing when it is there.
 *
 * @returns the process id of the first process of the box.
 */
export async function startNodeBox(
  state: ClusterState,
  network: ClusterNetwork,
  signal?: AbortSignal,
): Promise<number> {
  const existing = await boxProcess(state.directory);
  if (existing !== undefined) return existing;
  await writeNodeFiles(state, network);
  await makeControlGroups(state.id);
  const firstProcess = await startBox(state, signal);
  try {
    await linkNetwork(network, firstProcess);
  } catch (error) {
    throw new DevError(
      'COMPONENT_FAILED',
      `The network of the node could not be made: ${
        error instanceof Error ? error.message : String(error)
      }`,
      { cause: error },
    );
  }
  return firstProcess;
}

async function startBox(
  state: ClusterState,
  signal?: AbortSignal,
): Promise<number> {
  const lock = await acquireLock(boxFoldersLock, { signal });
  try {
    const box = await startComponent(state.directory, nodeBox(state));
    return await waitFor(
      async () => {
        const pid = await boxProcess(state.directory);
        const ready =
          pid !== undefined &&
          (await isReadable(`/proc/${pid}/root/run/amalthea-node-box`));
        return ready ? pid : undefined;
      },
      {
        what: 'The box of the node',
        timeoutSeconds: 20,
        unless: [box.failed],
        signal,
      },
    );
  } finally {
    await lock.release();
  }
}
