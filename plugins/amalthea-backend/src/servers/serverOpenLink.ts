import { isNotFound, resources, type UnstructuredObject } from '@amalthea/kube';
import type { ServerOpenLink } from '@amalthea/plugin-amalthea-common';
import { z } from 'zod';
import type { Cluster } from '../clusters/ClusterAccess';
import { AmaltheaError } from '../errors/AmaltheaError';
import { clusterError } from '../errors/clusterError';
import type { ObservedServer } from './ObservedServer';
import { accessPolicy } from './serverDetails';

const secretSchema = z.object({
  data: z.object({ jupyterServerAppToken: z.string() }),
});

/**
 * How its user opens a server. With a token as the only access, the link carries the server's token, from the Secret
 * that the operator keeps for it.
 *
 * @throws AmaltheaError ServerNotReady, Cluster…
 */
export async function readOpenLink(
  cluster: Cluster,
  server: ObservedServer,
): Promise<ServerOpenLink> {
  const url = server.status.url ?? server.status.create_fn?.fullServerURL;
  if (!url || !/^https?:\/\//.test(url)) {
    throw new AmaltheaError(
      'ServerNotReady',
      'The server has no address yet.',
      { hint: 'Wait until it is running.' },
    );
  }
  const { mode } = accessPolicy(server);
  if (mode !== 'token') return { mode, openUrl: url };
  const openUrl = new URL(url);
  if (!openUrl.pathname.endsWith('/')) openUrl.pathname += '/';
  openUrl.searchParams.set('token', await readToken(cluster, server));
  return { mode, openUrl: openUrl.href };
}

async function readToken(
  cluster: Cluster,
  server: ObservedServer,
): Promise<string> {
  const { name, namespace } = server.metadata;
  const given = server.spec.auth.token;
  if (given) return given;
  try {
    const secret = await cluster.client.get<UnstructuredObject>(
      resources.secrets,
      { name, namespace },
    );
    return Buffer.from(
      secretSchema.parse(secret).data.jupyterServerAppToken,
      'base64',
    ).toString('utf8');
  } catch (failure) {
    if (isNotFound(failure) || failure instanceof z.ZodError) {
      throw new AmaltheaError(
        'ServerNotReady',
        'The server has no token yet.',
        { hint: 'Wait until it is running.' },
      );
    }
    throw clusterError(failure, cluster.title);
  }
}
