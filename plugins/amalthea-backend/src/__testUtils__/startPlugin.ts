import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  coreServices,
  createServiceFactory,
  type BackstageCredentials,
  type BackstageServicePrincipal,
  type BackstageUserPrincipal,
  type PermissionsService,
  type ServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { clusterAccessServiceRef } from '../clusters/DefaultClusterAccess';
import { amaltheaServerConditions } from '../permissions/rules';
import { amaltheaPlugin } from '../plugin';
import { InMemoryClusterAccess } from './InMemoryClusterAccess';

/** People of the tests and what they own. */
const memberships: Readonly<Record<string, readonly string[]>> = {
  'user:default/ada': ['user:default/ada', 'group:default/research'],
  'user:default/charles': ['user:default/charles'],
};

export const testConfig: JsonObject = {
  backend: { baseUrl: 'http://localhost:0' },
  kubernetes: {
    clusterLocatorMethods: [
      {
        type: 'config',
        clusters: [
          {
            name: 'dev',
            title: 'Dev',
            url: 'http://127.0.0.1:1',
            authProvider: 'serviceAccount',
            serviceAccountToken: 'x',
          },
        ],
      },
    ],
  },
  amalthea: {
    profiles: [
      {
        id: 'minimal',
        title: 'Minimal',
        description: 'For small things.',
        images: [
          {
            id: 'lab',
            title: 'Lab',
            image: 'quay.io/jupyter/minimal-notebook:latest',
          },
        ],
        sizes: [
          { id: 'small', title: 'Small', cpu: '500m', memory: '1Gi' },
          { id: 'large', title: 'Large', cpu: 4, memory: '16Gi', gpus: 1 },
        ],
        disk: { minimum: '1Gi', maximum: '10Gi' },
        idle: { minimum: '10m', maximum: '2h', default: '1h' },
        environment: { free: true, fixed: { SITE: 'lab' } },
        destinations: [{ cluster: 'dev', namespace: 'research' }],
        routing: { host: 'jupyter.localhost', tls: { enabled: false } },
      },
      {
        id: 'shared',
        title: 'Shared',
        description: 'With a sign-in.',
        usableBy: ['group:default/research'],
        images: [
          {
            id: 'lab',
            title: 'Lab',
            image: 'quay.io/jupyter/minimal-notebook:latest',
          },
        ],
        sizes: [{ id: 'small', title: 'Small', cpu: 1, memory: '1Gi' }],
        destinations: [{ cluster: 'dev', namespace: 'research' }],
        routing: { host: 'jupyter.localhost' },
        oidc: {
          issuerUrl: 'https://login.example.org',
          clientId: 'jupyter',
          clientSecretRef: { name: 'oidc', key: 'secret' },
        },
      },
    ],
  },
};

/** Starts the plugin with a cluster in memory; every person may do with their own servers what they want. */
export async function startPlugin(options: StartPluginOptions = {}) {
  const clusters = new InMemoryClusterAccess();
  const started = await startPluginWith(
    [
      createServiceFactory({
        service: clusterAccessServiceRef,
        deps: {},
        factory: () => clusters,
      }),
    ],
    options,
  );
  return { ...started, clusters };
}

/** Starts the plugin with the clusters of its configuration. */
export function startConfiguredPlugin(config: JsonObject) {
  return startPluginWith([], { config });
}

export interface StartPluginOptions {
  readonly config?: JsonObject;
  readonly mayCreate?: boolean;
}

async function startPluginWith(
  features: readonly ServiceFactory[],
  options: StartPluginOptions,
) {
  const auditor = mockServices.auditor.mock();
  auditor.createEvent.mockImplementation(async () => ({
    success: async () => {},
    fail: async () => {},
  }));
  const backend = await startTestBackend({
    features: [
      amaltheaPlugin,
      ...features,
      mockServices.rootConfig.factory({ data: options.config ?? testConfig }),
      mockServices.userInfo.mock({
        async getUserInfo(credentials) {
          const { userEntityRef } = credentials.principal as {
            userEntityRef: string;
          };
          return {
            userEntityRef,
            ownershipEntityRefs: [...(memberships[userEntityRef] ?? [])],
          };
        },
      }).factory,
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => ownersMayEverything(options.mayCreate ?? true),
      }),
      auditor.factory,
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'ada', namespace: 'default' },
            spec: { memberOf: [], profile: { email: 'ada@example.org' } },
          },
        ],
      }),
    ],
  });
  return { backend, server: backend.server, auditor };
}

/** The header with which a person asks. */
export function as(name: 'ada' | 'charles'): string {
  return mockCredentials.user.header(`user:default/${name}`);
}

/** A policy under which owners may do everything with what they own, and services may do everything. */
function ownersMayEverything(mayCreate: boolean): PermissionsService {
  const result = mayCreate ? AuthorizeResult.ALLOW : AuthorizeResult.DENY;
  return {
    authorize: async requests => requests.map(() => ({ result } as const)),
    authorizeConditional: async (requests, { credentials }) => {
      const { principal } = credentials as BackstageCredentials<
        BackstageUserPrincipal | BackstageServicePrincipal
      >;
      return requests.map(() =>
        principal.type === 'user'
          ? {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'amalthea',
              resourceType: 'amalthea-server',
              conditions: amaltheaServerConditions.isOwner({
                claims: [...(memberships[principal.userEntityRef] ?? [])],
              }),
            }
          : { result: AuthorizeResult.ALLOW },
      );
    },
  };
}
