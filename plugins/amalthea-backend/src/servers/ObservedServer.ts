import type { UnstructuredObject } from '@amalthea/kube';
import { z } from 'zod';

const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);
const textMap = z.record(z.string(), z.string()).default({}).catch({});
const stringList = z.array(z.string()).default([]).catch([]);

const conditionSchema = z.object({
  type: z.string(),
  status: z.enum(['True', 'False', 'Unknown']),
  reason: z.string().default('Unknown'),
  message: z.string().default(''),
  lastTransitionTime: text,
});

const statusSchema = z.object({
  observedGeneration: number,
  state: z
    .enum(['starting', 'running', 'stopping', 'failed', 'hibernated'])
    .optional()
    .catch(undefined),
  url: text,
  create_fn: z.object({ fullServerURL: text }).optional().catch(undefined),
  conditions: z
    .array(z.unknown())
    .default([])
    .catch([])
    .transform(knownConditions),
  startingSince: text,
  failedSince: text,
  containerStates: z
    .object({ init: textMap, regular: textMap })
    .default({ init: {}, regular: {} })
    .catch({ init: {}, regular: {} }),
  children: z
    .record(z.string(), z.object({ uid: text }).catch({}))
    .default({})
    .catch({}),
  mainPod: z
    .object({ uid: text, name: text, phase: text, node: text })
    .optional()
    .catch(undefined),
  activity: z
    .object({
      active: z.boolean().optional().catch(undefined),
      idleSince: text,
      lastSignal: z
        .enum(['kernel', 'terminal', 'websocket', 'http', 'cpu', 'jupyter'])
        .optional()
        .catch(undefined),
      kernels: number,
    })
    .default({})
    .catch({}),
  hibernation: z
    .object({
      since: text,
      cause: z
        .enum(['user', 'idle', 'maxAge', 'starting', 'failed'])
        .optional()
        .catch(undefined),
      willHibernateAt: text,
      willDeleteAt: text,
      keepUntil: text,
      wokenAt: text,
    })
    .default({})
    .catch({}),
  usage: z
    .object({
      cpuMillicores: number,
      memoryBytes: number,
      disk: z
        .object({ usedBytes: number, totalBytes: number })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
  update: z
    .object({
      pending: z
        .array(
          z.object({ path: z.string(), from: z.unknown(), to: z.unknown() }),
        )
        .default([]),
    })
    .optional()
    .catch(undefined),
});

const emptyStatus = statusSchema.parse({});

const specSchema = z.object({
  auth: z
    .object({
      token: text,
      tokenSecretRef: z
        .object({ name: z.string(), key: z.string() })
        .optional()
        .catch(undefined),
      oidc: z
        .object({
          enabled: z.boolean().default(false),
          issuerUrl: text,
          authorizedEmails: stringList,
          authorizedGroups: stringList,
        })
        .optional()
        .catch(undefined),
    })
    .default({})
    .catch({}),
  culling: z.object({ idleSecondsThreshold: number }).default({}).catch({}),
  jupyterServer: z.object({
    image: z.string().default('jupyter/minimal-notebook:latest'),
    hibernated: z.boolean().default(false),
    resources: z
      .object({
        requests: z.record(z.string(), z.unknown()).default({}).catch({}),
        limits: z.record(z.string(), z.unknown()).default({}).catch({}),
      })
      .default({ requests: {}, limits: {} })
      .catch({ requests: {}, limits: {} }),
    env: z
      .array(z.looseObject({ name: z.string(), value: text }))
      .default([])
      .catch([]),
  }),
  storage: z
    .object({
      size: z.union([z.string(), z.number()]).default('100Mi'),
      pvc: z
        .object({
          enabled: z.boolean().default(false),
          whenDeleted: z.string().default('Delete'),
        })
        .default({ enabled: false, whenDeleted: 'Delete' }),
    })
    .default({ size: '100Mi', pvc: { enabled: false, whenDeleted: 'Delete' } })
    .catch({ size: '100Mi', pvc: { enabled: false, whenDeleted: 'Delete' } }),
});

const observedServerSchema = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.string(),
    uid: z.string(),
    resourceVersion: z.string().default(''),
    generation: number,
    creationTimestamp: z.string().default(''),
    deletionTimestamp: text,
    annotations: textMap,
    labels: textMap,
  }),
  spec: specSchema
    .default(() => specSchema.parse({ jupyterServer: {} }))
    .catch(() => specSchema.parse({ jupyterServer: {} })),
  status: statusSchema.default(emptyStatus).catch(emptyStatus),
});

/** What the portal reads from a JupyterServer. */
export interface ObservedServer extends z.output<typeof observedServerSchema> {
  /** The cluster it lives in. */
  readonly cluster: string;
  /** The object as the API server sent it. */
  readonly object: UnstructuredObject;
}

/**
 * Reads a JupyterServer from a cluster. A status that somebody else wrote, or an older one, never hides a server:
 * what cannot be read is taken as absent.
 *
 * @returns undefined only for objects without name, namespace or uid
 */
export function observeServer(
  cluster: string,
  object: UnstructuredObject,
): ObservedServer | undefined {
  const parsed = observedServerSchema.safeParse(object);
  return parsed.success ? { ...parsed.data, cluster, object } : undefined;
}

function knownConditions(
  conditions: readonly unknown[],
): readonly z.output<typeof conditionSchema>[] {
  return conditions.flatMap(condition => {
    const parsed = conditionSchema.safeParse(condition);
    return parsed.success ? [parsed.data] : [];
  });
}
