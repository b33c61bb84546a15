import { z } from 'zod';

const time = (description: string) =>
  z.string().optional().meta({ description, format: 'date-time' });

/** metav1.Condition */
export const conditionSchema = z.object({
  type: z.string().meta({ description: 'Type of the condition.' }),
  status: z
    .enum(['True', 'False', 'Unknown'])
    .meta({ description: 'Whether it holds.' }),
  observedGeneration: z.int().optional().meta({
    description: 'Generation of the spec it was found for.',
    format: 'int64',
  }),
  lastTransitionTime: z
    .string()
    .meta({ description: 'When status changed last.', format: 'date-time' }),
  reason: z.string().meta({ description: 'One word why.' }),
  message: z.string().meta({ description: 'What a person needs to know.' }),
});

const containerStateSchema = z.record(z.string(), z.string());

const childReferenceSchema = z.object({
  uid: z.string().optional(),
  name: z.string().optional(),
  kind: z.string().optional(),
  apiVersion: z.string().optional(),
});

const activitySchema = z.object({
  active: z
    .boolean()
    .optional()
    .meta({ description: 'Whether anything counts as activity now.' }),
  idleSince: time('Since when nothing counts as activity; only while idle.'),
  lastSignal: z.string().optional().meta({
    description:
      'What counted last: kernel, terminal, websocket, http, cpu or jupyter.',
  }),
  kernels: z.int().optional().meta({ description: 'Kernels that run.' }),
});

const hibernationSchema = z.object({
  since: time('Since when; only while hibernated.'),
  cause: z
    .string()
    .optional()
    .meta({ description: 'Why: user, idle, maxAge, starting or failed.' }),
  willHibernateAt: time(
    'When the server will be stopped; only when known and fixed.',
  ),
  willDeleteAt: time(
    'When the server will be deleted; only when known and fixed.',
  ),
  keepUntil: time('Until when culling leaves the server alone.'),
  wokenAt: time('When the server was woken last.'),
  specHibernated: z.boolean().optional().meta({
    description:
      'What spec.jupyterServer.hibernated was when it was looked at last; absent while it does not matter.',
  }),
});

const usageSchema = z.object({
  cpuMillicores: z
    .int()
    .optional()
    .meta({ description: 'Thousandths of a core.' }),
  memoryBytes: z.int().optional().meta({ description: 'Memory in bytes.' }),
  disk: z
    .object({
      usedBytes: z
        .int()
        .optional()
        .meta({ description: 'Used space in bytes.' }),
      totalBytes: z.int().optional().meta({ description: 'Size in bytes.' }),
    })
    .optional()
    .meta({ description: 'The workspace volume.' }),
});

const pendingChangeSchema = z.object({
  path: z.string().meta({ description: 'JSON pointer into the child.' }),
  from: z.unknown().optional().meta({
    description: 'What runs.',
    'x-kubernetes-preserve-unknown-fields': true,
  }),
  to: z.unknown().optional().meta({
    description: 'What will run.',
    'x-kubernetes-preserve-unknown-fields': true,
  }),
});

/** status of a JupyterServer */
export const jupyterServerStatusSchema = z.object({
  observedGeneration: z.int().optional().meta({
    description: 'Generation of the spec that this status is about.',
    format: 'int64',
  }),
  state: z.string().optional().meta({
    description: 'starting, running, stopping, failed or hibernated.',
  }),
  url: z
    .string()
    .optional()
    .meta({ description: 'Where the server is found.' }),
  conditions: z
    .array(conditionSchema)
    .optional()
    .meta({
      description: 'What is true about the server.',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['type'],
    }),
  create_fn: z
    .object({
      fullServerURL: z
        .string()
        .optional()
        .meta({ description: 'Where the server is found.' }),
    })
    .optional()
    .meta({ description: "The URL where classic's clients look for it." }),
  startingSince: time('Since when; only while starting.'),
  failedSince: time('Since when; only while failed.'),
  containerStates: z
    .object({
      init: containerStateSchema.optional(),
      regular: containerStateSchema.optional(),
    })
    .optional()
    .meta({
      description: 'waiting, executing, ready or failed for each container.',
    }),
  children: z
    .record(z.string(), childReferenceSchema)
    .optional()
    .meta({ description: 'References to the children.' }),
  mainPod: z
    .object({
      name: z.string().optional(),
      uid: z.string().optional(),
      phase: z.string().optional(),
      node: z.string().optional(),
      status: z.object({ phase: z.string().optional() }).optional(),
    })
    .optional()
    .meta({ description: 'The pod of the server.' }),
  activity: activitySchema
    .optional()
    .meta({ description: 'What is known about the use of the server.' }),
  hibernation: hibernationSchema.optional().meta({
    description: 'Stops by culling or on request, past and announced.',
  }),
  usage: usageSchema
    .optional()
    .meta({ description: 'What the server uses, in coarse steps.' }),
  update: z
    .object({ pending: z.array(pendingChangeSchema).optional() })
    .optional()
    .meta({ description: 'Changes that wait for the next start.' }),
});

export type JupyterServerStatus = z.output<typeof jupyterServerStatusSchema>;
export type Condition = z.output<typeof conditionSchema>;
