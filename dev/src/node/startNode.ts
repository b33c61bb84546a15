import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DevError } from '../host/DevError';
import type { ClusterNetwork, ClusterState } from '../cluster/clusterState';
import { waitFor } from '../cluster/waitFor';
import { acquireLock } from '../host/acquireLock';
import { isReadable } from '../host/isReadable';
import { boxFoldersLock, boxProcess, nodeBox, readyFile } from './nodeBox';
import { linkNetwork } from './linkNetwork';
import { makeControlGroups } from './controlGroups';
import { writeNodeFiles } from './nodeFiles';
import { startComponent } from '../cluster/startComponent';

/** A file that only a box which has its network has. */
export const linkedFile = '/run/amalthea-node-linked';

/**
 * Makes the box of a real node, its network and the files that its programs read, or what is missing of it.
 *
 * @returns the process id of the first process of the box.
 */
export async function startNodeBox(
  state: ClusterState,
  network: ClusterNetwork,
  signal?: AbortSignal,
): Promise<number> {
  const existing = await boxProcess(state.directory);
  if (existing === undefined) {
    await writeNodeFiles(state, network);
    await makeControlGroups(state.id);
  }
  const firstProcess = await startBox(state, existing, signal);
  // A start that was killed in between has left a box without a network.
  const linked = join(`/proc/${firstProcess}/root`, linkedFile);
  if (await isReadable(linked)) return firstProcess;
  try {
    await linkNetwork(network, firstProcess);
    await writeFile(linked, '');
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

/** Starts the box, where it does not run, and waits until its mounts are made. */
async function startBox(
  state: ClusterState,
  existing: number | undefined,
  signal?: AbortSignal,
): Promise<number> {
  const lock = await acquireLock(boxFoldersLock, { signal });
  try {
    const box =
      existing === undefined
        ? await startComponent(state.directory, nodeBox(state))
        : undefined;
    return await waitFor(
      async () => {
        const pid = await boxProcess(state.directory);
        const ready =
          pid !== undefined &&
          (await isReadable(`/proc/${pid}/root${readyFile}`));
        return ready ? pid : undefined;
      },
      {
        what: 'The box of the node',
        timeoutSeconds: 20,
        unless: box ? [box.failed] : [],
        signal,
      },
    );
  } finally {
    await lock.release();
  }
}
