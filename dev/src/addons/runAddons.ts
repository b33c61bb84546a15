import { get } from 'node:http';
import type { ClusterState } from '../cluster/clusterState';
import type { StartContext, Starter } from '../cluster/Starter';
import { addons, caddy } from './addonComponents';

/** Starts the add-ons and, with a real node, the proxy of the ingress; waits until the ingress answers. */
export async function runAddons(
  state: ClusterState,
  starter: Starter,
  options: StartContext,
): Promise<void> {
  await starter.start(addons(state));
  const { ingress, network } = state;
  if (!ingress || !network) return;
  await starter.start(await caddy(state, ingress, network, options));
  await starter.waitFor('The ingress', 30, () => routes(ingress.port));
}

/** Whether Caddy answers, and the add-on that it asks where a request goes. */
function routes(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const outgoing = get({ host: '127.0.0.1', port, timeout: 2_000 }, reply => {
      reply.resume();
      resolve(reply.statusCode !== 502);
    });
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.on('error', () => resolve(false));
  });
}
