import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DevError } from '../host/DevError';
import { freePort, freePorts, requireFreePort } from '../host/freePort';
import { chooseNetwork } from '../node/chooseNetwork';
import { chooseIngress } from '../ingress/chooseIngress';
import { clusterId } from './clusterId';
import type { ClusterState } from './clusterState';
import { controlPlaneFiles } from './controlPlane';

export interface ClusterSettings {
  readonly name: string;
  readonly directory: string;
  readonly simulated: boolean;
  readonly nodes: number;
  readonly audit: boolean;
  readonly unthrottled: boolean;
  /** Port of the API server of a simulated cluster; chosen when absent. */
  readonly apiServerPort?: number;
  /** Loopback port for every Ingress host; chosen when absent. */
  readonly ingressPort?: number;
}

/** Decides everything about a cluster that has to stay the same while it lives: ports, addresses, tokens. */
export async function newClusterState(
  settings: ClusterSettings,
): Promise<ClusterState> {
  const { name, directory, simulated } = settings;
  if (!/^[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?$/.test(name)) {
    throw new DevError(
      'USAGE',
      `'${name}' cannot be a cluster's name: use up to 30 lower-case letters, digits and '-'.`,
    );
  }
  const common = {
    version: 1 as const,
    name,
    id: clusterId(directory),
    directory,
    simulated,
    certificateAuthority: controlPlaneFiles(directory).servingCertificate,
    kubeconfig: join(directory, 'kubeconfig.yaml'),
    tokens: newTokens(),
    nodes: settings.nodes,
    auditLog: settings.audit ? join(directory, 'audit.log') : undefined,
    unthrottled: settings.unthrottled,
  };
  if (simulated) {
    if (settings.apiServerPort !== undefined)
      await requireFreePort(settings.apiServerPort, 'the API server');
    const [etcdClient, etcdPeer, controllerManager, scheduler] =
      await freePorts(4);
    const taken = new Set([etcdClient, etcdPeer, controllerManager, scheduler]);
    const apiServer = settings.apiServerPort ?? (await freePort(taken));
    const ports = {
      apiServer,
      etcdClient,
      etcdPeer,
      controllerManager,
      scheduler,
    };
    return { ...common, ports, server: `https://127.0.0.1:${apiServer}` };
  }
  const network = await chooseNetwork(common.id);
  // In its own network namespace every port is free.
  const ports = {
    apiServer: 6443,
    etcdClient: 2379,
    etcdPeer: 2380,
    controllerManager: 10_257,
    scheduler: 10_259,
  };
  const ingress = await chooseIngress(directory, settings.ingressPort);
  return {
    ...common,
    ports,
    server: `https://${network.nodeAddress}:${ports.apiServer}`,
    network,
    ingress,
  };
}

function newTokens(): ClusterState['tokens'] {
  const token = () => randomBytes(24).toString('hex');
  return {
    admin: token(),
    operator: token(),
    alice: token(),
    bob: token(),
    system: token(),
    controllerManager: token(),
    scheduler: token(),
    node: token(),
  };
}
