import { isNotFound, resources, type UnstructuredObject } from '@amalthea/kube';
import { z } from 'zod';
import type { Cluster } from '../clusters/ClusterAccess';
import { clusterError } from '../errors/clusterError';
import type { ObservedServer } from './ObservedServer';
import { isPodOf } from './ownedObjects';

const stateSchema = z
  .object({
    waiting: z
      .object({
        reason: z.string().default(''),
        message: z.string().default(''),
      })
      .optional(),
    running: z.object({ startedAt: z.string().optional() }).optional(),
    terminated: z
      .object({
        reason: z.string().default(''),
        exitCode: z.number().default(0),
        finishedAt: z.string().optional(),
      })
      .optional(),
  })
  .default({});

const containerStatusSchema = z.object({
  name: z.string(),
  ready: z.boolean().default(false),
  imageID: z.string().default(''),
  restartCount: z.number().default(0),
  state: stateSchema,
  lastState: stateSchema,
});

const podSchema = z.object({
  metadata: z.object({
    name: z.string(),
    creationTimestamp: z.string().optional(),
  }),
  spec: z.object({
    containers: z.array(z.object({ name: z.string() })).default([]),
    initContainers: z.array(z.object({ name: z.string() })).default([]),
  }),
  status: z
    .object({
      phase: z.string().optional(),
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            lastTransitionTime: z.string().nullish(),
          }),
        )
        .default([]),
      containerStatuses: z.array(containerStatusSchema).default([]),
    })
    .default({ conditions: [], containerStatuses: [] }),
});

/** What the portal reads of a server's pod. */
export type ServerPod = z.output<typeof podSchema>;

/** Reads a pod from what a cluster answered; undefined when it is none. */
export function parseServerPod(object: unknown): ServerPod | undefined {
  const parsed = podSchema.safeParse(object);
  return parsed.success ? parsed.data : undefined;
}

/**
 * The server's pod, or undefined when there is none now. Another's pod of that name is none.
 *
 * @throws AmaltheaError Cluster…
 */
export async function readServerPod(
  cluster: Cluster,
  server: ObservedServer,
): Promise<ServerPod | undefined> {
  const { name, namespace } = server.metadata;
  try {
    const pod = await cluster.client.get<UnstructuredObject>(resources.pods, {
      name: `${name}-0`,
      namespace,
    });
    return isPodOf(server, pod) ? parseServerPod(pod) : undefined;
  } catch (failure) {
    if (isNotFound(failure)) return undefined;
    throw clusterError(failure, cluster.title);
  }
}
