import { z } from 'zod';
import { isCertificateBundle } from '../rules/certificateBundle';

const stringMap = z.record(z.string(), z.string());
const quantities = z.record(z.string(), z.string());

const sidecarSchema = z.strictObject({
  /** Image of authz. */
  image: z.string().min(1).default('localhost/amalthea/authz:dev'),
  imagePullPolicy: z
    .enum(['Always', 'IfNotPresent', 'Never'])
    .default('IfNotPresent'),
  resources: z
    .strictObject({
      requests: quantities.optional(),
      limits: quantities.optional(),
    })
    .default({
      requests: { cpu: '20m', memory: '64Mi' },
      limits: { memory: '192Mi' },
    }),
});

const ingressSchema = z.strictObject({
  /** For servers that name no class themselves; absent: the cluster's default class. */
  className: z.string().min(1).optional(),
  /** On every Ingress; the server's own annotations win. */
  annotations: stringMap.default({}),
});

const networkPolicySchema = z.strictObject({
  enabled: z.boolean().default(true),
  /** Networks that servers may not reach, though they may reach all others: the cluster's own. */
  egressExcept: z
    .array(z.string())
    .default(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']),
  /** Networks among those that servers may reach after all, such as the OpenID provider's. */
  egressAllow: z.array(z.string()).default([]),
});

const operatorSchema = z.strictObject({
  /** Namespace and labels of the operator's pods: they alone may reach the internal port. */
  namespace: z.string().min(1).default('amalthea'),
  labels: stringMap.default({
    'app.kubernetes.io/name': 'amalthea',
    'app.kubernetes.io/component': 'operator',
  }),
});

/** What the people who run the cluster decide about every bundle. */
export const renderConfigSchema = z.strictObject({
  /** `bundle`: the operator applies what is rendered. `gitops`: Git does, and the operator owns replicas and the Secret. */
  delivery: z.enum(['bundle', 'gitops']).default('bundle'),
  sidecar: sidecarSchema.prefault({}),
  /** Scheduler of the pods; absent: the cluster's default. */
  schedulerName: z.string().min(1).optional(),
  ingress: ingressSchema.prefault({}),
  networkPolicy: networkPolicySchema.prefault({}),
  operator: operatorSchema.prefault({}),
  /** Further labels on every child, such as the operator release's (classic's AMALTHEA_SELECTOR_LABELS). */
  labels: stringMap.default({}),
  /** Networks of the ingress controllers, whose X-Forwarded headers authz believes. */
  trustedProxies: z.array(z.string()).default([]),
  /** Authorities, as PEM certificates, that may vouch for OpenID providers besides the well-known ones. */
  certificateAuthorities: z
    .string()
    .refine(isCertificateBundle, 'must be certificates in PEM format')
    .optional(),
  /** Lifetimes of sessions that authz hands out; absent: its own defaults. */
  sessions: z
    .strictObject({
      idleSeconds: z.int().min(1).optional(),
      absoluteSeconds: z.int().min(1).optional(),
    })
    .optional(),
  /** Replicas of the StatefulSet when something other than spec.jupyterServer.hibernated decides. */
  replicas: z.union([z.literal(0), z.literal(1)]).optional(),
});

export type RenderConfig = z.output<typeof renderConfigSchema>;
export type RenderConfigInput = z.input<typeof renderConfigSchema>;

export const defaultRenderConfig: RenderConfig = renderConfigSchema.parse({});
