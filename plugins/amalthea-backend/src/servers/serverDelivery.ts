import type {
  GitLocation,
  ServerDelivery,
} from '@amalthea/plugin-amalthea-common';
import { annotationKeys } from '../profiles/annotationKeys';
import type { ObservedServer } from './ObservedServer';

/** Who writes the definition. Only what this portal made may be changed by it. */
export function serverDelivery(server: ObservedServer): ServerDelivery {
  const { annotations } = server.metadata;
  if (
    annotations[annotationKeys.delivery] === 'gitops' ||
    annotations[annotationKeys.argoTracking]
  )
    return 'gitops';
  return annotations[annotationKeys.profile] ? 'portal' : 'cluster';
}

/** Argo CD's tracking id is `application:group/kind:namespace/name`. */
export function gitLocation(server: ObservedServer): GitLocation | undefined {
  if (serverDelivery(server) !== 'gitops') return undefined;
  const application =
    server.metadata.annotations[annotationKeys.argoTracking]?.split(':')[0];
  return application ? { application } : {};
}

/** Why the definition cannot be changed in the portal; undefined when it can. */
export function readOnlyReason(delivery: ServerDelivery): string | undefined {
  return delivery === 'gitops'
    ? 'This server comes from Git. Change it there.'
    : undefined;
}
