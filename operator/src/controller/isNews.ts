import { Change, KubernetesObject } from '@amalthea/kube';

import { isRecord } from '../plan/compare/listKeys';
import { sameJson } from '../plan/compare/mergeDifference';
import { Viewed } from './views';

/** What decisions read of the status of a child. Nothing else of it, and of no other kind, is looked at. */
const readOfStatus: Readonly<Record<string, readonly string[]>> = {
  StatefulSet: ['observedGeneration', 'updateRevision'],
  PersistentVolumeClaim: ['phase'],
};

/**
 * Whether a change of a child, or of a view, could change a decision. Controllers count in the status of what they look
 * after several times while a server starts: a pass over the server would find nothing to do.
 */
export function isNews(change: Change<KubernetesObject>): boolean {
  return (
    change.type !== 'updated' ||
    !sameJson(whatIsRead(change.previous), whatIsRead(change.object))
  );
}

/** Whether a change of a slice of endpoints changes whether any of them is ready: most do not. */
export function isNewsOfEndpoints(change: Change<Viewed<boolean>>): boolean {
  return change.type === 'updated'
    ? change.previous.view !== change.object.view
    : change.object.view;
}

function whatIsRead(object: KubernetesObject): unknown {
  const { status, metadata, ...rest } = object as KubernetesObject & {
    readonly status?: unknown;
  };
  const { resourceVersion: _version, ...identity } = metadata ?? {};
  const fields = readOfStatus[object.kind ?? ''] ?? [];
  return {
    ...rest,
    metadata: identity,
    status: fields.map(name => (isRecord(status) ? status[name] : undefined)),
  };
}
