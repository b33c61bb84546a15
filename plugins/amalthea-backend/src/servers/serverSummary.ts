import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { annotationKeys } from '../profiles/annotationKeys';
import { allowedActions } from './allowedActions';
import type { ObservedServer } from './ObservedServer';
import { serverAddress } from './serverAddress';
import { serverDelivery } from './serverDelivery';
import { phaseReason, serverPhase } from './serverPhase';
import { serverResources, serverUsage } from './serverResources';
import type { ServerViewer } from './ServerViewer';

export interface SummaryContext {
  readonly viewer: ServerViewer;
  readonly profileTitles: ReadonlyMap<string, string>;
  /** Since when the cluster does not answer (RFC 3339), when it does not. */
  readonly staleSince?: string;
}

/** The owner's entity reference, in the form that references are compared in. */
export function serverOwner(server: ObservedServer): string | undefined {
  return server.metadata.annotations[annotationKeys.owner]?.toLocaleLowerCase(
    'en-US',
  );
}

/** A row of the list, as one caller sees it. */
export function serverSummary(
  server: ObservedServer,
  context: SummaryContext,
): ServerSummary {
  const { metadata, status } = server;
  const owner = serverOwner(server);
  const phase = serverPhase(server);
  const delivery = serverDelivery(server);
  const reason = phaseReason(server, phase);
  const usage = serverUsage(server);
  const url = serverAddress(server);
  const profileId = metadata.annotations[annotationKeys.profile];
  const idleSeconds = server.spec.culling.idleSecondsThreshold;
  const { since, cause, willHibernateAt, willDeleteAt, keepUntil } =
    status.hibernation;
  return {
    reference: {
      cluster: server.cluster,
      namespace: metadata.namespace,
      name: metadata.name,
    },
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    ownership: ownership(owner, context.viewer),
    phase,
    image: server.spec.jupyterServer.image,
    resources: serverResources(server),
    createdAt: metadata.creationTimestamp,
    activity: withoutAbsent(status.activity),
    schedule: withoutAbsent({
      willHibernateAt,
      willDeleteAt,
      keepUntil: keepUntil ?? metadata.annotations[annotationKeys.keepUntil],
      hibernatedSince: since,
      hibernationCause: cause,
      idleSeconds: idleSeconds || undefined,
    }),
    delivery,
    allowed: allowedActions({
      phase,
      delivery,
      grants: context.viewer.grants(owner),
      definedAsStopped: server.spec.jupyterServer.hibernated,
    }),
    ...withoutAbsent({
      owner,
      profile: profileId
        ? {
            id: profileId,
            title: context.profileTitles.get(profileId) ?? profileId,
          }
        : undefined,
      state: status.state,
      reason,
      url,
      usage,
      startingSince: status.startingSince,
      failedSince: status.failedSince,
      staleSince: context.staleSince,
    }),
  };
}

function ownership(
  owner: string | undefined,
  viewer: ServerViewer,
): ServerSummary['ownership'] {
  if (owner === undefined) return 'other';
  if (owner === viewer.userReference) return 'mine';
  return viewer.ownershipReferences.includes(owner) ? 'group' : 'other';
}

/** JSON has no `undefined`; leaving such keys out keeps equal rows equal. */
function withoutAbsent<T extends object>(object: T): T {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  ) as T;
}
