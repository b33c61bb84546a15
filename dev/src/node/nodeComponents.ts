import { dirname, join } from 'node:path';
import type { ClusterNetwork, ClusterState } from '../cluster/clusterState';
import { controlPlaneFiles } from '../cluster/controlPlane';
import type { Component } from '../cluster/startComponent';
import { nodeFiles, nodeName } from './nodeFiles';

const systemPath =
  '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The container runtime. */
export function containerd(
  state: ClusterState,
  programs: { containerd: string; 'containerd-shim-runc-v2': string },
): Component {
  return {
    name: 'containerd',
    program: programs.containerd,
    args: [
      `--config=${nodeFiles(state.directory).containerdConfig}`,
      '--log-level=warn',
    ],
    // It looks for its shim, and the shim for runc, on PATH.
    env: {
      PATH: `${dirname(programs['containerd-shim-runc-v2'])}:${systemPath}`,
    },
  };
}

/** The node's agent. */
export function kubelet(
  state: ClusterState,
  network: ClusterNetwork,
  program: string,
): Component {
  return {
    name: 'kubelet',
    program,
    args: [
      `--config=${nodeFiles(state.directory).kubeletConfig}`,
      `--kubeconfig=${controlPlaneFiles(state.directory).systemKubeconfig(
        'node',
      )}`,
      // Its sockets are below it, and paths of sockets are short; the box keeps the folder in the cluster's directory.
      '--root-dir=/var/lib/kubelet',
      `--cert-dir=${join(state.directory, 'certificates', 'kubelet')}`,
      `--hostname-override=${nodeName}`,
      `--node-ip=${network.nodeAddress}`,
    ],
    env: { PATH: systemPath },
  };
}

/** Makes Service addresses work, for pods and for the machine. */
export function kubeProxy(state: ClusterState, program: string): Component {
  return {
    name: 'kube-proxy',
    program,
    args: [`--config=${nodeFiles(state.directory).proxyConfig}`],
    env: { PATH: systemPath },
  };
}
