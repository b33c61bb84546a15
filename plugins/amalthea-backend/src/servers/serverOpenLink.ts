import { isNotFound, resources, type UnstructuredObject } from '@amalthea/kube';
import type { ServerOpenLink } from '@amalthea/plugin-amalthea-common';
import { z } from 'zod';
import type { Cluster } from '../clusters/ClusterAccess';
import { AmaltheaError } from '../errors/AmaltheaError';
import { clusterError } from '../errors/clusterError';
import type { ObservedServer } from './ObservedServer';
import { isChildOf } from './ownedObjects';
import { serverAddress } from './serverAddress';
import { accessPolicy } from './serverDetails';

const appTokenKey = 'jupyterServerAppToken';
const secretSchema = z.object({ data: z.record(z.string(), z.string()) });

/**
 * How its user opens a server. With a token as the only access, the link carries the server's token, from the Secret
 * that the definition names, else from the one that the operator keeps for the server.
 *
 * @throws AmaltheaError ServerNotReady, Cluster…
 */
export async function readOpenLink(
  cluster: Cluster,
  server: ObservedServer,
): Promise<ServerOpenLink> {
  const url = serverAddress(server);
  if (!url) {
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
  const { token: given, tokenSecretRef } = server.spec.auth;
  if (given) return given;
  const secret = await readSecret(cluster, {
    name: tokenSecretRef?.name ?? name,
    namespace,
  });
  const isTheirs = secret && (tokenSecretRef || isChildOf(server, secret));
  const parsed = secretSchema.safeParse(isTheirs ? secret : undefined);
  const encoded = parsed.data?.data[tokenSecretRef?.key ?? appTokenKey];
  if (encoded) return Buffer.from(encoded, 'base64').toString('utf8');
  throw tokenSecretRef
    ? new AmaltheaError(
        'ServerNotReady',
        `The Secret ${tokenSecretRef.name} has no token in its key ${tokenSecretRef.key}.`,
        { hint: 'Create the Secret that the definition names.' },
      )
    : new AmaltheaError('ServerNotReady', 'The server has no token yet.', {
        hint: 'Wait until it is running.',
      });
}

async function readSecret(
  cluster: Cluster,
  target: { readonly name: string; readonly namespace: string },
): Promise<UnstructuredObject | undefined> {
  try {
    return await cluster.client.get<UnstructuredObject>(
      resources.secrets,
      target,
    );
  } catch (failure) {
    if (isNotFound(failure)) return undefined;
    throw clusterError(failure, cluster.title);
  }
}
