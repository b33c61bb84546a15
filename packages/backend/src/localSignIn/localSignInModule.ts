import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { createLocalAuthenticator } from './localAuthenticator';

/**
 * Sign-in for development and tests: whoever sits at this machine says who they are. Registered only when
 * `auth.providers.local` is configured; docs/reference/portal-api.md says what keeps it harmless.
 */
export const localSignInModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'local-sign-in',
  register(env) {
    env.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ providers, config, logger }) {
        if (!config.has('auth.providers.local')) return;
        logger.warn(
          'Local sign-in is on: everybody on this machine can sign in as any of auth.providers.local.users.',
        );
        providers.registerProvider({
          providerId: 'local',
          factory: createProxyAuthProviderFactory({
            authenticator: createLocalAuthenticator(
              process.env.NODE_ENV === 'development',
            ),
            signInResolver: async ({ result }, context) =>
              context.signInWithCatalogUser({
                entityRef: { kind: 'User', name: result.userName },
              }),
          }),
        });
      },
    });
  },
});
