import type { Service } from 'kubernetes-types/core/v1';
import { labels } from '../names/labels';
import { ports } from '../names/ports';
import { ChildInput, childMetadata } from './child';

/** Headless, as in classic: ingress controllers take the pod's address from its endpoints. */
export function buildService(input: ChildInput): Service {
  const app = { [labels.app]: input.server.metadata.name };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: childMetadata(input, { labels: app }),
    spec: {
      clusterIP: 'None',
      ports: [
        {
          name: 'http',
          port: ports.service,
          protocol: 'TCP',
          targetPort: ports.http,
        },
      ],
      selector: app,
    },
  };
}
