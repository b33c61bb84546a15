import { join } from 'node:path';
import type { ClusterState } from './clusterState';
import type { Component } from './startComponent';

/** Files of the control plane below the cluster's directory. */
export function controlPlaneFiles(directory: string) {
  return {
    certificates: join(directory, 'certificates'),
    servingCertificate: join(directory, 'certificates', 'apiserver.crt'),
    serviceAccountKey: join(directory, 'service-account.key'),
    tokens: join(directory, 'tokens.csv'),
    auditPolicy: join(directory, 'audit-policy.yaml'),
    systemKubeconfig: (user: string) =>
      join(directory, 'kubeconfigs', `${user}.yaml`),
  };
}

export function etcd(state: ClusterState, program: string): Component {
  const client = `http://127.0.0.1:${state.ports.etcdClient}`;
  const peer = `http://127.0.0.1:${state.ports.etcdPeer}`;
  return {
    name: 'etcd',
    program,
    args: [
      '--name=default',
      `--data-dir=${join(state.directory, 'etcd')}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      // A development cluster's data is thrown away with it: durability only costs time.
      '--unsafe-no-fsync',
      '--quota-backend-bytes=8589934592',
      '--auto-compaction-mode=periodic',
      '--auto-compaction-retention=10m',
      '--log-level=warn',
    ],
  };
}

export function apiServer(state: ClusterState, program: string): Component {
  const files = controlPlaneFiles(state.directory);
  const network = state.network;
  return {
    name: 'kube-apiserver',
    program,
    args: [
      `--etcd-servers=http://127.0.0.1:${state.ports.etcdClient}`,
      `--cert-dir=${files.certificates}`,
      `--secure-port=${state.ports.apiServer}`,
      `--token-auth-file=${files.tokens}`,
      '--authorization-mode=Node,RBAC',
      '--allow-privileged=true',
      '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
      `--service-account-key-file=${files.serviceAccountKey}`,
      `--service-account-signing-key-file=${files.serviceAccountKey}`,
      // Without it logs and exec try to resolve the node's name.
      '--kubelet-preferred-address-types=InternalIP',
      ...(network
        ? [
            '--bind-address=0.0.0.0',
            `--advertise-address=${network.nodeAddress}`,
            `--service-cluster-ip-range=${network.serviceCidr}`,
            `--kubelet-client-certificate=${join(
              files.certificates,
              'kubelet-client.crt',
            )}`,
            `--kubelet-client-key=${join(
              files.certificates,
              'kubelet-client.key',
            )}`,
          ]
        : [
            '--bind-address=127.0.0.1',
            '--service-cluster-ip-range=10.0.0.0/16',
            // It refuses to publish a loopback address as the endpoint of the kubernetes Service.
            '--endpoint-reconciler-type=none',
          ]),
      ...(state.auditLog
        ? [
            `--audit-policy-file=${files.auditPolicy}`,
            `--audit-log-path=${state.auditLog}`,
            '--audit-log-maxsize=10000',
          ]
        : []),
      ...(state.unthrottled
        ? [
            '--max-requests-inflight=0',
            '--max-mutating-requests-inflight=0',
            '--enable-priority-and-fairness=false',
          ]
        : []),
    ],
  };
}

export function controllerManager(
  state: ClusterState,
  program: string,
): Component {
  const files = controlPlaneFiles(state.directory);
  return {
    name: 'kube-controller-manager',
    program,
    args: [
      `--kubeconfig=${files.systemKubeconfig('controllerManager')}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${state.ports.controllerManager}`,
      `--cert-dir=${join(
        state.directory,
        'certificates',
        'controller-manager',
      )}`,
      '--leader-elect=false',
      `--service-account-private-key-file=${files.serviceAccountKey}`,
      `--root-ca-file=${files.servingCertificate}`,
      '--kube-api-qps=5000',
      '--kube-api-burst=10000',
      '--concurrent-statefulset-syncs=20',
    ],
  };
}

export function scheduler(state: ClusterState, program: string): Component {
  return {
    name: 'kube-scheduler',
    program,
    args: [
      `--kubeconfig=${controlPlaneFiles(state.directory).systemKubeconfig(
        'scheduler',
      )}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${state.ports.scheduler}`,
      `--cert-dir=${join(state.directory, 'certificates', 'scheduler')}`,
      '--leader-elect=false',
      '--kube-api-qps=5000',
      '--kube-api-burst=10000',
    ],
  };
}
