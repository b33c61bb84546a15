import type { ClusterState } from '../cluster/clusterState';
import { runCommand } from '../host/runCommand';
import { imageReference, type ImageName } from '../images/imageReference';
import { toolPath } from '../tools/toolPath';
import { boxProcess } from './nodeBox';
import { containerdSocket } from './nodeFiles';

/** Lets the node of a running cluster find an image under a further name, such as the one it is published by. */
export async function tagImage(
  state: ClusterState,
  name: ImageName,
  reference: string,
): Promise<void> {
  const box = await boxProcess(state.directory);
  if (box === undefined)
    throw new Error(`The node of cluster '${state.name}' does not run.`);
  await runCommand('nsenter', [
    `--target=${box}`,
    '--mount',
    '--',
    await toolPath('ctr'),
    `--address=${containerdSocket}`,
    '--namespace=k8s.io',
    'images',
    'tag',
    '--force',
    imageReference(name),
    reference,
  ]);
}
