import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiFlaskLine } from '@remixicon/react';
import { amaltheaApi } from './api';
import { requestRouteRef, rootRouteRef, serverRouteRef } from './routes';

const page = PageBlueprint.make({
  params: {
    path: '/amalthea',
    routeRef: rootRouteRef,
    loader: () => import('./AmaltheaRouter').then(m => <m.AmaltheaRouter />),
  },
});

const entityCard = EntityCardBlueprint.make({
  name: 'server',
  params: {
    type: 'content',
    filter: {
      $any: [
        { 'metadata.annotations.amalthea.dev/server': { $exists: true } },
        { 'spec.type': 'jupyter-server' },
      ],
    },
    loader: () => import('./entity').then(m => <m.ServerEntityCard />),
  },
});

/**
 * Jupyter servers in the portal: the list, the request flow, a page for each server, and a card in
 * the catalog.
 *
 * @public
 */
export const amaltheaPlugin = createFrontendPlugin({
  pluginId: 'amalthea',
  title: 'Jupyter',
  icon: <RiFlaskLine />,
  info: { packageJson: () => import('../package.json') },
  extensions: [amaltheaApi, page, entityCard],
  routes: {
    root: rootRouteRef,
    request: requestRouteRef,
    server: serverRouteRef,
  },
});
