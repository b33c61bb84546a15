import type { Container } from 'kubernetes-types/core/v1';
import { ports } from '../names/ports';
import { RenderConfig } from './renderConfig';
import { volumeNames } from './volumes';

/** Container 1 of the pod. */
export const authzContainerName = 'authz';

const folder = '/etc/authz';

function probe(
  path: string,
  timing: { periodSeconds: number; failureThreshold: number },
) {
  return {
    httpGet: { path, port: ports.internal },
    timeoutSeconds: 2,
    successThreshold: 1,
    ...timing,
  };
}

export function buildAuthzContainer({ sidecar }: RenderConfig): Container {
  return {
    name: authzContainerName,
    image: sidecar.image,
    imagePullPolicy: sidecar.imagePullPolicy,
    ports: [
      { name: 'http', containerPort: ports.http, protocol: 'TCP' },
      { name: 'internal', containerPort: ports.internal, protocol: 'TCP' },
    ],
    env: [],
    resources: {
      requests: sidecar.resources.requests,
      limits: sidecar.resources.limits,
    },
    volumeMounts: [
      { name: volumeNames.authz, mountPath: folder, readOnly: true },
    ],
    livenessProbe: probe('/livez', { periodSeconds: 10, failureThreshold: 6 }),
    readinessProbe: probe('/readyz', {
      periodSeconds: 2,
      failureThreshold: 30,
    }),
    startupProbe: probe('/livez', { periodSeconds: 2, failureThreshold: 150 }),
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsGroup: 65532,
      runAsNonRoot: true,
      runAsUser: 65532,
    },
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}
