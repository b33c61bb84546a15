import { randomUUID } from 'node:crypto';
import {
  amaltheaPermissions,
  type ServerReference,
} from '@amalthea/plugin-amalthea-common';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { createCreateJupyterServerAction } from './actions/createCreateJupyterServerAction';
import { createListJupyterServersAction } from './actions/createListJupyterServersAction';
import { clusterAccessServiceRef } from './clusters/DefaultClusterAccess';
import { readConfiguration } from './configuration/readConfiguration';
import { ServerNotifier } from './notifications/ServerNotifier';
import { PermissionCallerAccessFactory } from './permissions/CallerAccess';
import { amaltheaServerRules } from './permissions/rules';
import { amaltheaServerResourceRef } from './permissions/serverResource';
import { CatalogOwnerEmails } from './profiles/OwnerEmails';
import { ProfileCatalog } from './profiles/ProfileCatalog';
import { createRouter } from './routes/createRouter';
import { ServerReader } from './servers/ServerReader';
import { ServerService } from './servers/ServerService';
import { serverOwner } from './servers/serverSummary';
import { ServerWriter } from './servers/ServerWriter';
import { ServerStream } from './stream/ServerStream';

/**
 * Jupyter servers in Backstage: who may ask for which, and what state they are in.
 *
 * @public
 */
export const amaltheaPlugin = createBackendPlugin({
  pluginId: 'amalthea',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clusters: clusterAccessServiceRef,
        config: coreServices.rootConfig,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        userInfo: coreServices.userInfo,
      },
      async init({
        actionsRegistry,
        auditor,
        auth,
        catalog,
        clusters,
        config,
        ...services
      }) {
        const {
          httpAuth,
          httpRouter,
          lifecycle,
          logger,
          notifications,
          permissions,
          permissionsRegistry,
          userInfo,
        } = services;
        const configuration = readConfiguration(config);
        permissionsRegistry.addResourceType({
          resourceRef: amaltheaServerResourceRef,
          permissions: amaltheaPermissions,
          rules: Object.values(amaltheaServerRules),
          getResources: async references =>
            references.map(text => {
              const { cluster, namespace, name } = parseReference(text);
              const server = clusters.clusters
                .find(known => known.name === cluster)
                ?.server(namespace, name);
              return server && { owner: serverOwner(server) };
            }),
        });
        const access = new PermissionCallerAccessFactory({
          auth,
          userInfo,
          permissions,
          permissionsRegistry,
        });
        const profiles = new ProfileCatalog({
          profiles: configuration.profiles,
          clusterTitles: new Map(
            clusters.clusters.map(({ name, title }) => [name, title]),
          ),
        });
        const renderConfig = configuration.render;
        const reader = new ServerReader({
          clusters,
          profileTitles: profiles.titles,
        });
        const writer = new ServerWriter({ clusters, now: () => new Date() });
        const ownerEmails = new CatalogOwnerEmails(catalog);
        const service = new ServerService({
          clusters,
          profiles,
          reader,
          writer,
          ownerEmails,
          renderConfig,
        });
        const stream = new ServerStream({
          clusters,
          reader,
          access,
          heartbeatMilliseconds: configuration.stream.heartbeat * 1000,
          perUser: configuration.stream.perUser,
          total: configuration.stream.total,
          epoch: randomUUID(),
        });
        lifecycle.addShutdownHook(() => stream.stop());
        const notifier = new ServerNotifier({ notifications, logger });
        clusters.subscribe(change => notifier.handle(change));
        createCreateJupyterServerAction({ actionsRegistry, service, access });
        createListJupyterServersAction({ actionsRegistry, reader, access });
        httpRouter.use(
          createRouter({
            httpAuth,
            auditor,
            access,
            profiles,
            reader,
            service,
            stream,
            renderConfig,
          }),
        );
      },
    });
  },
});

/** The text form of `stringifyServerReference`; anything else names no server. */
function parseReference(text: string): ServerReference {
  const [cluster = '', namespace = '', name = ''] = text
    .split('/')
    .map(part => {
      try {
        return decodeURIComponent(part);
      } catch {
        return '';
      }
    });
  return { cluster, namespace, name };
}
