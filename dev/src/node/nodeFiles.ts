import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { ClusterNetwork, ClusterState } from '../cluster/clusterState';
import { controlPlaneFiles } from '../cluster/controlPlane';
import { runCommand } from '../host/runCommand';
import { writeFileAtomically } from '../host/writeFileAtomically';
import { controlGroup } from './controlGroups';

export const pauseImage = 'localhost/amalthea/pause:dev';
export const nodeName = 'node-0';

/** Seen in the box alone: below the cluster's directory its path could be longer than the kernel takes. */
export const containerdSocket = '/run/containerd/containerd.sock';

/** Files of the node below the cluster's directory. */
export function nodeFiles(directory: string) {
  return {
    containerdConfig: join(directory, 'node', 'containerd.toml'),
    networkConfigs: join(directory, 'node', 'cni'),
    kubeletConfig: join(directory, 'node', 'kubelet.yaml'),
    proxyConfig: join(directory, 'node', 'kube-proxy.yaml'),
    clientCertificate: join(directory, 'certificates', 'kubelet-client.crt'),
    clientKey: join(directory, 'certificates', 'kubelet-client.key'),
  };
}

/** Writes what containerd, the CNI plug-ins, the kubelet and kube-proxy read. */
export async function writeNodeFiles(
  state: ClusterState,
  network: ClusterNetwork,
): Promise<void> {
  const files = nodeFiles(state.directory);
  await mkdir(files.networkConfigs, { recursive: true });
  await makeClientCertificate(files.clientCertificate, files.clientKey);
  await writeFileAtomically(
    files.containerdConfig,
    containerdConfig(state.directory),
  );
  await writeFileAtomically(
    join(files.networkConfigs, '10-amalthea.conflist'),
    JSON.stringify(podNetwork(state, network)),
  );
  await writeFileAtomically(
    files.kubeletConfig,
    stringify(kubeletConfig(state, network)),
  );
  await writeFileAtomically(
    files.proxyConfig,
    stringify(proxyConfig(state, network)),
  );
}

function containerdConfig(directory: string): string {
  // TOML's basic strings are written as JSON's.
  const text = (path: string) => JSON.stringify(path);
  return `version = 3
root = ${text(join(directory, 'node', 'containerd'))}
state = "/run/containerd"
oom_score = 0
[grpc]
  address = "${containerdSocket}"
[plugins.'io.containerd.cri.v1.runtime']
  enable_selinux = false
  # Root of a container or of a restricted machine may not lower a score.
  restrict_oom_score_adj = true
  [plugins.'io.containerd.cri.v1.runtime'.cni]
    bin_dirs = ["/usr/lib/cni"]
    conf_dir = ${text(nodeFiles(directory).networkConfigs)}
  [plugins.'io.containerd.cri.v1.runtime'.containerd]
    default_runtime_name = "runc"
    [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
        SystemdCgroup = false
[plugins.'io.containerd.internal.v1.opt']
  path = ${text(join(directory, 'node', 'opt'))}
[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = "${pauseImage}"
`;
}

function podNetwork(state: ClusterState, network: ClusterNetwork) {
  return {
    cniVersion: '0.4.0',
    name: 'amalthea',
    plugins: [
      {
        type: 'bridge',
        bridge: 'pods',
        isGateway: true,
        ipMasq: false,
        hairpinMode: true,
        ipam: {
          type: 'host-local',
          dataDir: join(state.directory, 'node', 'addresses'),
          ranges: [[{ subnet: network.podCidr }]],
          routes: [{ dst: '0.0.0.0/0' }],
        },
      },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  };
}

function kubeletConfig(state: ClusterState, network: ClusterNetwork) {
  const files = nodeFiles(state.directory);
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    failCgroupV1: false,
    cgroupDriver: 'cgroupfs',
    cgroupRoot: `/${controlGroup(state.id)}`,
    containerRuntimeEndpoint: `unix://${containerdSocket}`,
    address: network.nodeAddress,
    // Pods can reach this port: only the API server's certificate and tokens that it vouches for open it.
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: files.clientCertificate },
    },
    authorization: { mode: 'Webhook' },
    clusterDNS: [network.dnsServiceAddress],
    clusterDomain: 'cluster.local',
    failSwapOn: false,
    enforceNodeAllocatable: [],
    imageGCHighThresholdPercent: 100,
    evictionHard: {},
    resolvConf: '',
    readOnlyPort: 0,
    podLogsDir: join(state.directory, 'node', 'pod-logs'),
    volumePluginDir: join(state.directory, 'node', 'volume-plugins'),
    maxPods: 200,
    serializeImagePulls: false,
    syncFrequency: '10s',
  };
}

function proxyConfig(state: ClusterState, network: ClusterNetwork) {
  return {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'iptables',
    bindAddress: network.nodeAddress,
    clusterCIDR: network.podCidr,
    hostnameOverride: nodeName,
    clientConnection: {
      kubeconfig: controlPlaneFiles(state.directory).systemKubeconfig('system'),
    },
    // Limits of the whole machine, which a node in a box must not touch.
    conntrack: {
      maxPerCore: 0,
      min: 0,
      tcpEstablishedTimeout: '0s',
      tcpCloseWaitTimeout: '0s',
    },
  };
}

/** A certificate by which the API server shows the kubelet who it is; it is its own authority. */
async function makeClientCertificate(
  certificate: string,
  key: string,
): Promise<void> {
  const exists = await access(certificate).then(
    () => true,
    () => false,
  );
  if (exists) return;
  const subject = '/O=system:masters/CN=kube-apiserver-kubelet-client';
  const newKey = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    key,
  ];
  await runCommand('openssl', [
    'req',
    '-x509',
    ...newKey,
    '-out',
    certificate,
    '-days',
    '3650',
    '-subj',
    subject,
  ]);
}
