import { z } from 'zod';
import {
  addressPattern,
  hostNamePattern,
  isAddress,
  isHostName,
} from '../rules/hostName';
import {
  dnsSubdomainPattern,
  isAnnotationKey,
  isDnsSubdomain,
} from '../rules/kubernetesName';
import { withRules } from '../rules/rule';
import {
  forbiddenSegmentPattern,
  isUrlPath,
  urlPathPattern,
} from '../rules/urlPath';
import { gatewaySchema } from './gateway';

const tlsSchema = withRules(
  z.object({
    enabled: z.boolean().default(false).meta({
      title: 'TLS',
      description: 'Serve the server at https instead of http.',
    }),
    secretName: z.string().max(253).optional().meta({
      title: 'TLS secret',
      description:
        "Secret with the certificate; it may exist already or be made by cert-manager. Absent: the ingress controller's default certificate.",
    }),
  }),
  [
    {
      field: ['secretName'],
      message:
        'must be the name of a Secret: lower case letters, digits, - and .',
      cel: `!self.enabled || !has(self.secretName) || self.secretName == '' || self.secretName.matches(r'${dnsSubdomainPattern}')`,
      holds: tls =>
        !tls.enabled || !tls.secretName || isDnsSubdomain(tls.secretName),
      reads: [['enabled'], ['secretName']],
    },
  ],
);

const ingressAnnotationsSchema = z
  .record(z.string(), z.string())
  .superRefine((given, context) => {
    for (const key of Object.keys(given)) {
      if (!isAnnotationKey(key)) {
        context.addIssue({
          code: 'custom',
          path: [key],
          message:
            'must be the key of an annotation, such as nginx.ingress.kubernetes.io/proxy-body-size',
        });
      }
    }
  });

/** spec.routing */
export const routingSchema = withRules(
  z.object({
    host: z.string().max(253).optional().meta({
      title: 'Host',
      description:
        'DNS name of the server, without scheme, port and path. Required.',
    }),
    path: z.string().max(1024).default('/').meta({
      title: 'Path',
      description:
        'Path of the server on its host. Slashes at the ends do not matter.',
    }),
    ingressAnnotations: ingressAnnotationsSchema.default({}).meta({
      title: 'Annotations',
      description: 'Annotations of the Ingress (or HTTPRoute).',
    }),
    ingressClassName: z.string().max(253).optional().meta({
      title: 'Ingress class',
      description:
        "IngressClass that serves the Ingress. Absent: the operator's setting, else the cluster's default.",
    }),
    gateway: gatewaySchema.optional().meta({
      title: 'Gateway',
      description:
        'Makes an HTTPRoute of the Gateway API instead of an Ingress.',
    }),
    tls: tlsSchema.prefault({}).meta({
      title: 'TLS',
      description: 'Encryption between browser and ingress.',
    }),
  }),
  [
    {
      field: ['host'],
      message:
        'must be a DNS name and not an address: browsers and Ingress rules need a name',
      cel: `!has(self.host) || !self.host.matches(r'${addressPattern}')`,
      holds: routing => !routing.host || !isAddress(routing.host),
    },
    {
      field: ['host'],
      message:
        'must be a DNS name in lower case, without scheme, port, path or wildcard, such as jupyter.example.org',
      cel: `!has(self.host) || self.host == '' || self.host.matches(r'${hostNamePattern}')`,
      holds: routing => !routing.host || isHostName(routing.host),
    },
    {
      field: ['path'],
      message:
        "must be a URL path such as /users/ada: letters, digits, - . _ ~ ! & ' = : @ , and %XX between single slashes, without . and .. segments",
      cel: `self.path.matches(r"${urlPathPattern}") && !self.path.matches(r'${forbiddenSegmentPattern}')`,
      holds: routing => isUrlPath(routing.path),
    },
    {
      field: ['ingressClassName'],
      message:
        'must be the name of an IngressClass: lower case letters, digits, - and .',
      cel: `!has(self.ingressClassName) || self.ingressClassName.matches(r'${dnsSubdomainPattern}')`,
      holds: routing =>
        routing.ingressClassName === undefined ||
        isDnsSubdomain(routing.ingressClassName),
    },
    {
      field: ['ingressClassName'],
      message:
        'cannot be given together with routing.gateway: keep one of them',
      reason: 'FieldValueForbidden',
      cel: '!has(self.gateway) || !has(self.ingressClassName)',
      holds: routing =>
        !routing.gateway || routing.ingressClassName === undefined,
      reads: [['ingressClassName'], ['gateway']],
    },
  ],
);
