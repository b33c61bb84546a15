import { resources, type UnstructuredObject } from '@amalthea/kube';
import type { ServerEvent } from '@amalthea/plugin-amalthea-common';
import { z } from 'zod';
import type { Cluster } from '../clusters/ClusterAccess';
import { clusterError } from '../errors/clusterError';
import { compareInstants } from '../time/compareInstants';
import { eventReason } from './eventReason';
import type { ObservedServer } from './ObservedServer';
import { isAbout, type EventSubject } from './ownedObjects';

const eventSchema = z.object({
  metadata: z.object({
    uid: z.string(),
    creationTimestamp: z.string().optional(),
  }),
  type: z.string().default('Normal'),
  reason: z.string().default(''),
  message: z.string().default(''),
  count: z.number().nullish(),
  series: z
    .object({
      count: z.number().optional(),
      lastObservedTime: z.string().optional(),
    })
    .nullish(),
  firstTimestamp: z.string().nullish(),
  lastTimestamp: z.string().nullish(),
  eventTime: z.string().nullish(),
  involvedObject: z.object({
    kind: z.string().default(''),
    name: z.string().default(''),
    uid: z.string().optional(),
  }),
});

const limitPerObject = 200;

/** Kubernetes warns while a new disk or machine is on its way, which belongs to every first start. */
const waits: ReadonlySet<string> = new Set(['VolumePending', 'ScalingUp']);

/**
 * Events of the server, its pod and its objects, newest first. Those of an earlier server of the same name, and of
 * others' objects that are called like the server's, are left out.
 *
 * @throws AmaltheaError Cluster…
 */
export async function readServerEvents(
  cluster: Cluster,
  server: ObservedServer,
): Promise<readonly ServerEvent[]> {
  const { name, namespace, creationTimestamp } = server.metadata;
  try {
    const lists = await Promise.all(
      [name, `${name}-0`].map(involved =>
        cluster.client.list<UnstructuredObject>(resources.coreEvents, {
          namespace,
          fieldSelector: `involvedObject.name=${involved}`,
          limit: limitPerObject,
        }),
      ),
    );
    return toServerEvents(
      lists.flatMap(list => list.items),
      creationTimestamp,
      subject => isAbout(server, subject),
    );
  } catch (failure) {
    throw clusterError(failure, cluster.title);
  }
}

/** Translates and sorts the events that are about certain objects; newest first. */
export function toServerEvents(
  items: readonly unknown[],
  notBefore: string,
  isWanted: (subject: EventSubject) => boolean,
): readonly ServerEvent[] {
  const events = items.flatMap((item): ServerEvent[] => {
    const parsed = eventSchema.safeParse(item);
    if (!parsed.success || !isWanted(parsed.data.involvedObject)) return [];
    const event = parsed.data;
    const reason = eventReason(event.reason, event.message);
    const firstAt =
      event.firstTimestamp ??
      event.eventTime ??
      event.metadata.creationTimestamp ??
      notBefore;
    const lastAt =
      event.series?.lastObservedTime ?? event.lastTimestamp ?? firstAt;
    if (compareInstants(lastAt, notBefore) < 0) return [];
    return [
      {
        id: event.metadata.uid,
        severity:
          event.type === 'Warning' && !waits.has(reason.code)
            ? 'warning'
            : 'normal',
        reason,
        subject: `${event.involvedObject.kind}/${event.involvedObject.name}`,
        count: event.series?.count ?? event.count ?? 1,
        firstAt,
        lastAt,
      },
    ];
  });
  return events.sort(
    (one, other) =>
      compareInstants(other.lastAt, one.lastAt) ||
      one.id.localeCompare(other.id),
  );
}
