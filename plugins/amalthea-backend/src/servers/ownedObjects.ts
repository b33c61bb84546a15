import type { UnstructuredObject } from '@amalthea/kube';
import type { ObservedServer } from './ObservedServer';

/**
 * Whether an object is the server's own. A name alone proves nothing: whoever may ask for a server chooses its name,
 * and the portal's account reads more than they may. The operator writes down whose children it found to be the
 * server's; what it does not name belongs to somebody else.
 */
export function isChildOf(
  server: ObservedServer,
  object: UnstructuredObject,
): boolean {
  return isChildUid(server, object.metadata?.uid);
}

/** Whether the server's own StatefulSet made a pod. */
export function isPodOf(
  server: ObservedServer,
  pod: UnstructuredObject,
): boolean {
  const controller = pod.metadata?.ownerReferences?.find(
    reference => reference.controller,
  );
  return (
    controller !== undefined &&
    controller.uid === server.status.children.statefulset?.uid
  );
}

/** What an event is about. */
export interface EventSubject {
  readonly kind: string;
  readonly name: string;
  readonly uid?: string;
}

/**
 * Whether an event tells of the server, its children or one of its pods. Pods come and go, so that their names count;
 * but `a-0` may also be another server's name.
 */
export function isAbout(
  server: ObservedServer,
  { kind, name, uid }: EventSubject,
): boolean {
  if (kind === 'Pod') {
    return (
      name === `${server.metadata.name}-0` &&
      server.status.children.statefulset?.uid !== undefined
    );
  }
  return uid === server.metadata.uid || isChildUid(server, uid);
}

function isChildUid(server: ObservedServer, uid: string | undefined): boolean {
  return (
    uid !== undefined &&
    Object.values(server.status.children).some(child => child.uid === uid)
  );
}
