import { ports } from '../names/ports';
import { JupyterServerSpec } from '../schema/spec';
import { basePath } from '../url/basePath';
import { ChildInput, childMetadata } from './child';
import { routeAnnotations } from './ingress';

export type Gateway = NonNullable<JupyterServerSpec['routing']['gateway']>;

/** An HTTPRoute of the Gateway API, in the place of the Ingress. */
export function buildHttpRoute(input: ChildInput, gateway: Gateway) {
  const { server } = input;
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: childMetadata(input, { annotations: routeAnnotations(input) }),
    spec: {
      parentRefs: gateway.parentRefs,
      hostnames: [server.spec.routing.host],
      rules: [
        {
          matches: [
            { path: { type: 'PathPrefix', value: basePath(server) || '/' } },
          ],
          backendRefs: [{ name: server.metadata.name, port: ports.service }],
        },
      ],
    },
  };
}
