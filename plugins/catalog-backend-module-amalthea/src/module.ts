import { setTimeout as delay } from 'node:timers/promises';
import { AmaltheaClient } from '@amalthea/plugin-amalthea-common';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { ServerEntityProvider } from './ServerEntityProvider';

/**
 * Adds a Resource of type `jupyter-server` to the catalog for each Jupyter server.
 *
 * @public
 */
export const catalogModuleAmalthea = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'amalthea',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      async init({ auth, catalog, config, discovery, lifecycle, logger }) {
        const stopping = new AbortController();
        const api = new AmaltheaClient({
          discoveryApi: discovery,
          fetchApi: {
            // The catalog asks in its own name: it holds every entity, and shows each to whom its policy allows.
            fetch: async (input, init) => {
              const { token } = await auth.getPluginRequestToken({
                onBehalfOf: await auth.getOwnServiceCredentials(),
                targetPluginId: 'amalthea',
              });
              const headers = new Headers(init?.headers);
              headers.set('authorization', `Bearer ${token}`);
              return fetch(input, { ...init, headers });
            },
          },
        });
        const provider = new ServerEntityProvider({
          api,
          logger,
          portalUrl: config.getString('app.baseUrl').replace(/\/+$/, ''),
          signal: stopping.signal,
          sleep: (milliseconds, signal) =>
            delay(milliseconds, undefined, { signal, ref: false }).catch(
              () => {},
            ),
        });
        catalog.addEntityProvider(provider);
        lifecycle.addShutdownHook(async () => {
          stopping.abort();
          await provider.stopped();
        });
      },
    });
  },
});
