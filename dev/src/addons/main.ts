import { join } from 'node:path';
import { KubeClient } from '@amalthea/kube';
import { KubeConfig } from '@kubernetes/client-node';
import { readClusterState } from '../cluster/clusterState';
import { controlPlaneFiles } from '../cluster/controlPlane';
import { nodeName } from '../node/nodeFiles';
import { DnsAddon } from './dns/DnsAddon';
import { routerSocket } from './ingress/caddyConfig';
import { IngressAddon } from './ingress/IngressAddon';
import { ServiceDirectory } from './ServiceDirectory';
import { VolumesAddon } from './volumes/VolumesAddon';

/** What a cluster needs beside Kubernetes itself: volumes and, with a real node, names for pods and the ingress. */
async function main(stateFile: string): Promise<void> {
  const state = await readClusterState(stateFile);
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromFile(
    controlPlaneFiles(state.directory).systemKubeconfig('system'),
  );
  const client = KubeClient.fromKubeConfig(kubeConfig, {
    userAgent: 'amalthea-cluster-addons',
  });
  const onError = (error: unknown) => {
    process.stderr.write(
      `${new Date().toISOString()} ${
        error instanceof Error ? error.message : String(error)
      }\n`,
    );
  };
  const volumes = new VolumesAddon({
    client,
    onError,
    place: state.simulated
      ? { type: 'simulated' }
      : {
          type: 'directory',
          path: join(state.directory, 'volumes'),
          node: nodeName,
        },
  });
  await volumes.start();
  if (!state.network) return;
  const services = new ServiceDirectory(client, onError);
  await services.start();
  const { hostAddress, dnsPort } = state.network;
  const view = {
    hostAddress,
    service: (namespace: string, name: string) =>
      services.service(namespace, name),
    slices: (namespace: string, service: string) =>
      services.slices(namespace, service),
  };
  await new DnsAddon({ view, port: dnsPort, onError }).start();
  await new IngressAddon({
    client,
    services,
    socket: routerSocket,
    onError,
  }).start();
}

main(process.argv[2] ?? '').catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
});
