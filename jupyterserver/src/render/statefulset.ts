import type { StatefulSet } from 'kubernetes-types/apps/v1';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { labels } from '../names/labels';
import { buildAuthzContainer } from './authzContainer';
import { ChildInput, childMetadata } from './child';
import { buildJupyterContainer } from './jupyterContainer';
import { buildVolumes } from './volumes';

/** 0 while the server is to be stopped. Undefined where the operator alone owns the field. */
function replicas({ server, config }: ChildInput): number | undefined {
  if (config.delivery === 'gitops') return undefined;
  return config.replicas ?? (server.spec.jupyterServer.hibernated ? 0 : 1);
}

function podTemplate({ server, config }: ChildInput): PodTemplateSpec {
  const { jupyterServer } = server.spec;
  return {
    metadata: { labels: {}, annotations: {} },
    spec: {
      // Empty lists exist while patches are applied, so that JSON patches can add to them.
      imagePullSecrets: jupyterServer.imagePullSecrets ?? [],
      initContainers: [],
      containers: [buildJupyterContainer(server), buildAuthzContainer(config)],
      volumes: buildVolumes(server),
      terminationGracePeriodSeconds: 30,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        fsGroup: 100,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      schedulerName: config.schedulerName,
      nodeSelector: jupyterServer.nodeSelector ?? {},
      tolerations: jupyterServer.tolerations ?? [],
      affinity: jupyterServer.affinity ?? {},
      priorityClassName: jupyterServer.priorityClassName || undefined,
      serviceAccountName: jupyterServer.serviceAccountName || undefined,
    },
  };
}

export function buildStatefulSet(input: ChildInput): StatefulSet {
  const { server } = input;
  const { name } = server.metadata;
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: childMetadata(input),
    spec: {
      podManagementPolicy: 'Parallel',
      replicas: replicas(input),
      selector: { matchLabels: { [labels.app]: name } },
      serviceName: name,
      template: podTemplate(input),
      // OnDelete: a changed template waits for the next pod, whoever applied it (ADR 0023).
      updateStrategy: {
        type:
          server.spec.updatePolicy === 'Immediate'
            ? 'RollingUpdate'
            : 'OnDelete',
      },
    },
  };
}
