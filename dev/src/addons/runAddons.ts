import { connect } from 'node:net';
import type { ClusterState } from '../cluster/clusterState';
import type { StartContext, Starter } from '../cluster/Starter';
import { addons, caddy } from './addonComponents';
import { ingressFiles } from './ingress/caddyConfig';

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
  const { routerSocket } = ingressFiles(state.directory);
  await starter.waitFor('The ingress', 30, async () => {
    const answers = await Promise.all([
      answersAt({ path: routerSocket }),
      answersAt({ port: ingress.port }),
    ]);
    return answers.every(Boolean);
  });
}

function answersAt(
  address: { readonly path: string } | { readonly port: number },
): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(
      'port' in address
        ? { host: '127.0.0.1', port: address.port }
        : { path: address.path },
    );
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
