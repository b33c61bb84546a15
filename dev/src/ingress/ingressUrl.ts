import type { ClusterState } from '../cluster/clusterState';
import { DevError } from '../host/DevError';

/**
 * The URL by which this machine reaches what the URL of an Ingress names: `http://name.localhost/path` is served at
 * `http://name.localhost:PORT/path`, and the same for https.
 *
 * @throws DevError `CLUSTER_NOT_FOUND` for a simulated cluster, which has no ingress.
 */
export function ingressUrl(
  state: Pick<ClusterState, 'name' | 'ingress'>,
  url: string,
): string {
  if (!state.ingress) {
    throw new DevError(
      'CLUSTER_NOT_FOUND',
      `The cluster '${state.name}' is simulated: nothing answers at ${url}.`,
    );
  }
  const mapped = new URL(url);
  mapped.port = String(
    mapped.protocol === 'https:' ? state.ingress.httpsPort : state.ingress.port,
  );
  return mapped.href;
}
