import { renderConfigSchema } from '@amalthea/jupyterserver';
import { z } from 'zod';

/** One setting: how it is given, what it may be, and what it is for. */
export interface SettingDefinition {
  /** As a flag: `--metrics-port 8080`; as a variable: `AMALTHEA_METRICS_PORT=8080`. */
  readonly name: string;
  readonly schema: z.ZodType;
  /** As people write it; empty: no value. */
  readonly default: string;
  readonly description: string;
}

const list = z.string().transform(text =>
  text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== ''),
);
const integer = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum));
const flag = z
  .enum(['true', 'false'], 'must be true or false')
  .transform(text => text === 'true');
const text = z.string().transform(value => (value === '' ? undefined : value));
const requiredText = z.string().min(1, 'must not be empty');
const cidrs = list.pipe(
  z.array(
    z.union([z.cidrv4(), z.cidrv6()], 'must be networks such as 10.0.0.0/8'),
  ),
);

const json = z.string().transform((value, context): unknown => {
  try {
    return value === '' ? undefined : JSON.parse(value);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
});
const stringMap = json.pipe(z.record(z.string(), z.string()).default({}));
const requirements = z.record(
  z.string(),
  z.union([z.string(), z.number().transform(String)]),
);
const resources = json.pipe(
  z
    .strictObject({
      requests: requirements.optional(),
      limits: requirements.optional(),
    })
    .optional(),
);

/** `kind.version.group`, or `kind.version` for the core group, with the plural in front: `jobs/Job.v1.batch`. */
const extraChildren = list.pipe(
  z.array(
    z
      .string()
      .regex(
        /^[a-z]+\/[A-Z][A-Za-z]*\.v[a-z0-9]+(\.[a-z0-9.-]+)?$/,
        'must look like jobs/Job.v1.batch or pods/Pod.v1',
      )
      .transform(value => {
        const [plural, rest] = value.split('/');
        const [kind, version, ...group] = rest.split('.');
        return {
          plural,
          kind,
          version,
          group: group.join('.'),
          namespaced: true,
        };
      }),
  ),
);

/** Every setting of the operator, in the order of the documentation. */
export const settingsTable = {
  clusterWide: {
    name: 'cluster-wide',
    schema: flag,
    default: 'false',
    description: 'Run the servers of all namespaces.',
  },
  namespaces: {
    name: 'namespaces',
    schema: list,
    default: '',
    description:
      "Comma-separated namespaces whose servers are run. Empty: the operator's own.",
  },
  operatorNamespace: {
    name: 'operator-namespace',
    schema: text,
    default: '',
    description:
      'Namespace of the operator and its Lease. Empty: that of the service account or kubeconfig, else `default`.',
  },
  authzImage: {
    name: 'authz-image',
    schema: requiredText,
    default: 'localhost/amalthea/authz:dev',
    description: 'Image of the auth proxy in every server.',
  },
  authzImagePullPolicy: {
    name: 'authz-image-pull-policy',
    schema: z.enum(
      ['Always', 'IfNotPresent', 'Never'],
      'must be Always, IfNotPresent or Never',
    ),
    default: 'IfNotPresent',
    description: 'When the image of the auth proxy is downloaded.',
  },
  authzResources: {
    name: 'authz-resources',
    schema: resources,
    default: '',
    description:
      'Resources of the auth proxy, as JSON: `{"requests": {"cpu": "20m"}, "limits": {}}`. Empty: built-in values.',
  },
  schedulerName: {
    name: 'scheduler-name',
    schema: text,
    default: '',
    description: "Scheduler of the servers' pods. Empty: the cluster's.",
  },
  ingressClassName: {
    name: 'ingress-class-name',
    schema: text,
    default: '',
    description:
      "Ingress class of servers that name none. Empty: the cluster's default.",
  },
  ingressAnnotations: {
    name: 'ingress-annotations',
    schema: stringMap,
    default: '',
    description: 'Annotations on every Ingress, as JSON.',
  },
  networkPolicies: {
    name: 'network-policies',
    schema: flag,
    default: 'true',
    description: 'Whether every server gets a NetworkPolicy.',
  },
  networkPolicyEgressExcept: {
    name: 'network-policy-egress-except',
    schema: cidrs,
    default: '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16',
    description: 'Networks that servers may not reach.',
  },
  networkPolicyEgressAllow: {
    name: 'network-policy-egress-allow',
    schema: cidrs,
    default: '',
    description: 'Networks among those that they may reach after all.',
  },
  operatorLabels: {
    name: 'operator-labels',
    schema: stringMap,
    default:
      '{"app.kubernetes.io/name":"amalthea","app.kubernetes.io/component":"operator"}',
    description:
      "Labels of the operator's pods, as JSON: they alone may reach the internal port of servers.",
  },
  labels: {
    name: 'labels',
    schema: stringMap,
    default: '',
    description:
      "Further labels on every child, as JSON (classic's AMALTHEA_SELECTOR_LABELS).",
  },
  trustedProxies: {
    name: 'trusted-proxies',
    schema: cidrs,
    default: '',
    description:
      'Networks of the ingress controllers, whose X-Forwarded headers the auth proxy believes.',
  },
  certificateAuthorities: {
    name: 'certificate-authorities',
    schema: text.pipe(renderConfigSchema.shape.certificateAuthorities),
    default: '',
    description:
      'Authorities, as PEM certificates, that may vouch for OpenID providers besides the well-known ones.',
  },
  extraChildResources: {
    name: 'extra-child-resources',
    schema: extraChildren,
    default: '',
    description:
      'Further kinds that patches may add, comma-separated: `jobs/Job.v1.batch`. The operator needs the rights for them.',
  },
  initContainerRestartLimit: {
    name: 'init-container-restart-limit',
    schema: integer(0, 1_000),
    default: '1',
    description:
      'Restarts of an init container after which a server counts as failed.',
  },
  containerRestartLimit: {
    name: 'container-restart-limit',
    schema: integer(0, 1_000),
    default: '3',
    description:
      'Restarts of another container after which a server counts as failed.',
  },
  leaderElection: {
    name: 'leader-election',
    schema: flag,
    default: 'true',
    description: 'Whether a Lease decides which of several operators works.',
  },
  leaseName: {
    name: 'lease-name',
    schema: requiredText,
    default: 'amalthea-operator',
    description: 'Name of the Lease.',
  },
  identity: {
    name: 'identity',
    schema: text,
    default: '',
    description:
      'Name of this process in Lease and events. Empty: the host name and a random part.',
  },
  concurrency: {
    name: 'concurrency',
    schema: integer(1, 200),
    default: '40',
    description: 'Servers worked on at the same time.',
  },
  httpHost: {
    name: 'http-host',
    schema: text,
    default: '',
    description: 'Address of the HTTP server. Empty: all.',
  },
  httpPort: {
    name: 'http-port',
    schema: integer(0, 65_535),
    default: '8080',
    description:
      'Port of `/healthz`, `/readyz` and `/metrics`; 0: any free one.',
  },
  logLevel: {
    name: 'log-level',
    schema: z.enum(
      ['trace', 'debug', 'info', 'warn', 'error'],
      'must be trace, debug, info, warn or error',
    ),
    default: 'info',
    description: 'The least important messages that are logged.',
  },
} as const satisfies Record<string, SettingDefinition>;

/** The settings as the program uses them. */
export type OperatorSettings = {
  readonly [Key in keyof typeof settingsTable]: z.output<
    (typeof settingsTable)[Key]['schema']
  >;
};
