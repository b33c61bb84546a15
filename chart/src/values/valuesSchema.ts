import { z } from 'zod';

const quantity = z.union([z.string(), z.number()]);
const stringMap = z.record(z.string(), z.string());
const network = z.string().regex(/^[0-9a-fA-F.:]+\/[0-9]{1,3}$/);
const port = z.int().min(1).max(65_535);

const image = z.strictObject({
  repository: z.string().min(1),
  tag: z.string(),
  digest: z.string().regex(/^(sha256:[0-9a-f]{64})?$/),
  pullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']),
});

const resources = z.strictObject({
  requests: z.record(z.string(), quantity).optional(),
  limits: z.record(z.string(), quantity).optional(),
});

/** Kubernetes' own structures are checked by the API server. */
const kubernetesObject = z.looseObject({});
const namespaceName = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);

/** A name that the API server takes; empty stands for the chart's own choice. */
const objectName = z
  .string()
  .max(253)
  .regex(/^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$/);

/** The chart's values. What is not named here is refused, so that a misspelt value cannot be ignored. */
export const valuesSchema = z.strictObject({
  /** Set by Helm for sub-charts. */
  global: kubernetesObject.optional(),
  nameOverride: z.string(),
  fullnameOverride: objectName,
  crd: z.strictObject({ install: z.boolean(), keep: z.boolean() }),
  scope: z.strictObject({
    clusterWide: z.boolean(),
    namespaces: z.array(namespaceName),
  }),
  replicaCount: z.int().min(0),
  image,
  imagePullSecrets: z.array(z.strictObject({ name: z.string().min(1) })),
  authz: z.strictObject({
    image,
    resources,
    certificateAuthorities: z.string(),
  }),
  servers: z.strictObject({
    schedulerName: z.string(),
    ingress: z.strictObject({ className: z.string(), annotations: stringMap }),
    trustedProxies: z.array(network),
    containerRestartLimit: z.int().min(0).max(1_000),
    initContainerRestartLimit: z.int().min(0).max(1_000),
  }),
  extraChildResources: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z]+$/),
      kind: z.string().regex(/^[A-Z][A-Za-z]*$/),
      version: z.string().regex(/^v[a-z0-9]+$/),
      group: z.string(),
    }),
  ),
  networkPolicies: z.strictObject({
    enabled: z.boolean(),
    clusterIpBlock: z.array(network),
    egressAllow: z.array(network),
  }),
  metrics: z.strictObject({
    enabled: z.boolean(),
    port,
    allowFrom: z.array(kubernetesObject),
    serviceMonitor: z.strictObject({
      enabled: z.boolean(),
      interval: z.string().regex(/^[0-9]+(ms|s|m|h)$/),
      labels: stringMap,
    }),
  }),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error']),
  argocd: z.strictObject({
    snippets: z.boolean(),
    namespace: z.union([z.literal(''), namespaceName]),
  }),
  portal: z.strictObject({
    serviceAccount: z.strictObject({ create: z.boolean(), name: objectName }),
  }),
  rbac: z.strictObject({ create: z.boolean() }),
  serviceAccount: z.strictObject({
    create: z.boolean(),
    name: objectName,
    annotations: stringMap,
  }),
  podDisruptionBudget: z.strictObject({ enabled: z.boolean() }),
  resources,
  podAnnotations: stringMap,
  podLabels: stringMap,
  extraEnv: z.array(z.looseObject({ name: z.string().min(1) })),
  nodeSelector: stringMap,
  tolerations: z.array(kubernetesObject),
  affinity: kubernetesObject,
  priorityClassName: objectName,
});

/**
 * The JSON schema by which Helm checks values. Values are optional, because the chart has defaults. Sections are not: a
 * null takes the defaults away too, and the templates would break on it.
 */
export function valuesJsonSchema(): unknown {
  const schema = z.toJSONSchema(valuesSchema, { target: 'draft-7' });
  return {
    ...(withoutRequired(schema) as object),
    title: 'Values of the Amalthea chart',
  };
}

/** Values that hold values of the chart's own, not a structure of Kubernetes. */
const sections = new Set([
  'crd',
  'scope',
  'image',
  'authz',
  'servers',
  'ingress',
  'networkPolicies',
  'metrics',
  'serviceMonitor',
  'argocd',
  'portal',
  'rbac',
  'serviceAccount',
  'podDisruptionBudget',
]);

/** Only entries of lists keep what they need; a map of values is merged with the chart's own. */
function withoutRequired(schema: unknown, inList = false): unknown {
  if (Array.isArray(schema))
    return schema.map(entry => withoutRequired(entry, inList));
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema)
    .map(([key, value]): [string, unknown] =>
      !inList && key === 'required' && Array.isArray(value)
        ? [key, value.filter(name => sections.has(name))]
        : [key, value],
    )
    .filter(
      ([key, value]) =>
        key !== 'required' || !Array.isArray(value) || value.length > 0,
    )
    // Helm's own numbers have no upper bound in a schema that people read.
    .filter(
      ([key, value]) =>
        !(key === 'maximum' && value === Number.MAX_SAFE_INTEGER),
    )
    .map(([key, value]) => [
      key,
      withoutRequired(value, inList || key === 'items'),
    ]);
  return Object.fromEntries(entries);
}
