import type { ClusterState } from '../cluster/clusterState';
import type { StartContext, Starter } from '../cluster/Starter';
import { pauseImageArchive } from '../images/pauseImage';
import { toolPaths } from '../tools/toolPath';
import { importImage } from './importImage';
import { containerd, kubelet, kubeProxy } from './nodeComponents';

/** Starts the container runtime, the kubelet and kube-proxy in the node's box. */
export async function runNode(
  state: ClusterState,
  starter: Starter,
  options: StartContext,
): Promise<void> {
  const { network } = state;
  if (!network)
    throw new Error(`The cluster '${state.name}' has no real node.`);
  const programs = await toolPaths(
    ['containerd', 'containerd-shim-runc-v2', 'ctr', 'kubelet', 'kube-proxy'],
    options,
  );
  const pauseArchive = await pauseImageArchive(options);
  options.progress('starting the node');
  await starter.start(containerd(state, programs));
  await starter.start(kubeProxy(state, programs['kube-proxy']));
  await starter.waitFor('containerd', 30, () =>
    importImage(state, pauseArchive, programs.ctr).then(
      () => true,
      () => false,
    ),
  );
  await starter.start(kubelet(state, network, programs.kubelet));
}
