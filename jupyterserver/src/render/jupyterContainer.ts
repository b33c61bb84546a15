import type {
  Container,
  EnvVar,
  ResourceRequirements,
} from 'kubernetes-types/core/v1';
import { ports } from '../names/ports';
import { normalizeFilePath } from '../rules/filePath';
import { JupyterServer } from '../schema/jupyterServer';
import { jupyterSecretsFolder } from './jupyterConfiguration';
import { tokenReference } from './tokenReference';
import { volumeNames } from './volumes';

/** Container 0 of the pod. */
export const jupyterContainerName = 'jupyter-server';

function configFolder(server: JupyterServer): string {
  return `${normalizeFilePath(
    server.spec.storage.pvc.mountPath,
  )}/.jupyter_config`;
}

function environment(server: JupyterServer): EnvVar[] {
  const token = { secretKeyRef: { ...tokenReference(server) } };
  return [
    // Classic's name, for images that read it, and the one that Jupyter itself reads.
    { name: 'SERVER_APP_TOKEN', valueFrom: token },
    { name: 'JUPYTER_TOKEN', valueFrom: token },
    { name: 'JUPYTER_CONFIG_PATH', value: configFolder(server) },
    ...(server.spec.jupyterServer.env ?? []),
  ];
}

function quantities(
  given: Readonly<Record<string, string | number>> | undefined,
): Record<string, string> | undefined {
  return (
    given &&
    Object.fromEntries(
      Object.entries(given).map(([name, quantity]) => [name, String(quantity)]),
    )
  );
}

function resources(server: JupyterServer): ResourceRequirements {
  const { requests, limits, ...others } = server.spec.jupyterServer.resources;
  return {
    ...others,
    requests: quantities(requests),
    limits: quantities(limits),
  };
}

/**
 * There is no liveness probe: Jupyter listens on loopback, so a probe would have to pass through authz, and a failing
 * authz must not cost people their kernels (ADR 0022).
 */
export function buildJupyterContainer(server: JupyterServer): Container {
  const { image, imagePullPolicy, rootDir, shmSize } =
    server.spec.jupyterServer;
  return {
    name: jupyterContainerName,
    image,
    imagePullPolicy,
    workingDir: normalizeFilePath(rootDir),
    ports: [{ name: 'jupyter', containerPort: ports.jupyter, protocol: 'TCP' }],
    env: environment(server),
    resources: resources(server),
    volumeMounts: [
      {
        name: volumeNames.workspace,
        mountPath: normalizeFilePath(server.spec.storage.pvc.mountPath),
      },
      {
        name: volumeNames.jupyterSecrets,
        mountPath: jupyterSecretsFolder,
        readOnly: true,
      },
      {
        name: volumeNames.jupyterConfig,
        mountPath: configFolder(server),
        readOnly: true,
      },
      ...(shmSize === undefined
        ? []
        : [{ name: volumeNames.sharedMemory, mountPath: '/dev/shm' }]),
    ],
    readinessProbe: {
      httpGet: { path: '/jupyter/readyz', port: ports.internal },
      periodSeconds: 2,
      timeoutSeconds: 2,
      failureThreshold: 10,
      successThreshold: 1,
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      runAsGroup: 100,
      runAsNonRoot: true,
      runAsUser: 1000,
    },
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}
