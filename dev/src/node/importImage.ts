import type { ClusterState } from '../cluster/clusterState';
import { runCommand } from '../host/runCommand';
import { boxProcess } from './nodeBox';
import { containerdSocket } from './nodeFiles';

/** Puts an OCI archive into the node's image store. */
export async function importImage(
  state: ClusterState,
  archive: string,
  ctr: string,
): Promise<void> {
  const box = await boxProcess(state.directory);
  if (box === undefined)
    throw new Error(`The node of cluster '${state.name}' does not run.`);
  // In the box, because containerd hands its snapshots over as mounts.
  await runCommand('nsenter', [
    `--target=${box}`,
    '--mount',
    '--',
    ctr,
    `--address=${containerdSocket}`,
    '--namespace=k8s.io',
    'images',
    'import',
    archive,
  ]);
}
