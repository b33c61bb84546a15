import type { SecretProjection, Volume } from 'kubernetes-types/core/v1';
import { secretKeys } from '../names/secretKeys';
import { JupyterServer } from '../schema/jupyterServer';
import { configMapKeys } from './configMap';
import { cookieSecretFile } from './jupyterConfiguration';
import { SecretReference, tokenReference } from './tokenReference';

/** Names of the pod's volumes; patches refer to them. */
export const volumeNames = {
  workspace: 'workspace',
  jupyterSecrets: 'jupyter-server-secrets',
  jupyterConfig: 'jupyter-config',
  authz: 'authz',
  sharedMemory: 'shared-memory',
} as const;

/** Only authz mounts the volume, so every user may read it: its user may differ by platform (OpenShift). */
const readable = 0o444;

function workspace({ metadata, spec: { storage } }: JupyterServer): Volume {
  return storage.pvc.enabled
    ? {
        name: volumeNames.workspace,
        persistentVolumeClaim: { claimName: metadata.name },
      }
    : {
        name: volumeNames.workspace,
        emptyDir:
          storage.size === '' ? {} : { sizeLimit: String(storage.size) },
      };
}

function projection(
  { name, key }: SecretReference,
  path: string,
): { secret: SecretProjection } {
  return { secret: { name, items: [{ key, path }] } };
}

function clientSecretReference({
  metadata,
  spec,
}: JupyterServer): SecretReference | undefined {
  const { enabled, clientSecret } = spec.auth.oidc;
  if (!enabled || !clientSecret) return undefined;
  if (clientSecret.value !== undefined)
    return { name: metadata.name, key: secretKeys.oidcClientSecret };
  const { name, key } = clientSecret.secretKeyRef ?? {};
  return name === undefined || key === undefined ? undefined : { name, key };
}

/** One volume for all that authz reads: a change of configuration and secrets arrives in a running pod at once. */
function authz(server: JupyterServer): Volume {
  const { name } = server.metadata;
  const clientSecret = clientSecretReference(server);
  return {
    name: volumeNames.authz,
    projected: {
      defaultMode: readable,
      sources: [
        {
          configMap: {
            name,
            items: [{ key: configMapKeys.authz, path: 'config.json' }],
          },
        },
        projection(tokenReference(server), 'secrets/app-token'),
        projection(
          { name, key: secretKeys.authzCookieKey },
          'secrets/cookie-key',
        ),
        ...(clientSecret
          ? [projection(clientSecret, 'secrets/client-secret')]
          : []),
      ],
    },
  };
}

export function buildVolumes(server: JupyterServer): Volume[] {
  const { name } = server.metadata;
  const { shmSize } = server.spec.jupyterServer;
  return [
    workspace(server),
    {
      name: volumeNames.jupyterSecrets,
      secret: {
        secretName: name,
        items: [{ key: secretKeys.cookieSecret, path: cookieSecretFile }],
      },
    },
    {
      name: volumeNames.jupyterConfig,
      configMap: {
        name,
        items: [configMapKeys.notebook, configMapKeys.server].map(key => ({
          key,
          path: key,
        })),
      },
    },
    authz(server),
    ...(shmSize === undefined
      ? []
      : [
          {
            name: volumeNames.sharedMemory,
            emptyDir: { medium: 'Memory', sizeLimit: String(shmSize) },
          },
        ]),
  ];
}
