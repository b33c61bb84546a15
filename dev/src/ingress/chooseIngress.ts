import { join } from 'node:path';
import type { ClusterIngress } from '../cluster/clusterState';
import { freePort, isPortFree, requireFreePort } from '../host/freePort';

/** The loopback ports of the cluster's ingress. */
export async function chooseIngress(
  directory: string,
  wantedPort: number | undefined,
): Promise<ClusterIngress> {
  if (wantedPort !== undefined)
    await requireFreePort(wantedPort, 'the ingress');
  const port = wantedPort ?? (await freePort());
  const httpsPort = await freePort(new Set([port]));
  // The first cluster on a machine gets them; another one, or a machine that uses them otherwise, goes without.
  const standardPorts = (await isPortFree(80)) && (await isPortFree(443));
  const certificateAuthority = join(
    directory,
    'caddy',
    'caddy',
    'pki',
    'authorities',
    'local',
    'root.crt',
  );
  return { port, httpsPort, standardPorts, certificateAuthority };
}
