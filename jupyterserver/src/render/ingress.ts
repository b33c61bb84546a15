import type { Ingress } from 'kubernetes-types/networking/v1';
import { ports } from '../names/ports';
import { basePath } from '../url/basePath';
import { ChildInput, childMetadata } from './child';

/** Annotations of the Ingress or HTTPRoute: the server's own win over the operator's. */
export function routeAnnotations({
  server,
  config,
}: ChildInput): Record<string, string> {
  const { gateway, ingressAnnotations } = server.spec.routing;
  return gateway
    ? { ...ingressAnnotations }
    : { ...config.ingress.annotations, ...ingressAnnotations };
}

export function buildIngress(input: ChildInput): Ingress {
  const { server, config } = input;
  const { host, ingressClassName, ingressAnnotations, tls } =
    server.spec.routing;
  // The annotation that came before the field; an Ingress with both is refused.
  const classAnnotation = Object.hasOwn(
    ingressAnnotations,
    'kubernetes.io/ingress.class',
  );
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: childMetadata(input, { annotations: routeAnnotations(input) }),
    spec: {
      ingressClassName:
        ingressClassName ??
        (classAnnotation ? undefined : config.ingress.className),
      rules: [
        {
          host,
          http: {
            paths: [
              {
                path: basePath(server) || '/',
                pathType: 'Prefix',
                backend: {
                  service: {
                    name: server.metadata.name,
                    port: { number: ports.service },
                  },
                },
              },
            ],
          },
        },
      ],
      tls: tls.enabled
        ? [
            {
              hosts: host === undefined ? [] : [host],
              secretName: tls.secretName || undefined,
            },
          ]
        : undefined,
    },
  };
}
