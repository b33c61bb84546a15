import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startPortal, type ClusterState } from '@amalthea/dev';
import { kubectl } from '../kubernetes/tools';
import { release } from '../product/installProduct';
import { ApiServerProxy } from './ApiServerProxy';

/** The portal with the cluster registered under the account that the chart makes for it. */
export async function startTestPortal(cluster: ClusterState) {
  const folder = await mkdtemp(join(tmpdir(), 'amalthea-portal-'));
  const way = await ApiServerProxy.open(cluster.server);
  const token = await kubectl([
    'create',
    'token',
    `${release.name}-portal`,
    `--namespace=${release.namespace}`,
    '--duration=2h',
  ]);
  const portal = await startPortal({
    port: await freePort(),
    clusters: [
      {
        name: 'local',
        url: way.url,
        token: token.trim(),
        certificateAuthority: cluster.certificateAuthority,
      },
    ],
    folder,
    development: false,
    progress: () => {},
  }).catch(async error => {
    await way.close();
    throw error;
  });
  return {
    url: portal.url,
    way,
    stop: async () => {
      await portal.program.stop();
      await way.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
