import { annotations } from '@amalthea/jupyterserver';

import { isRecord } from '../compare/listKeys';
import { LiveObject } from '../observed/LiveObject';
import { PodView } from '../observed/PodView';
import {
  liveStatefulSet,
  mayWriteChildren,
  PlanContext,
  Step,
} from '../PlanContext';
import { isInUse } from './isInUse';

/** Ends the pod when a new one should take its place: the StatefulSet starts it from the present template. */
export const replacePod: Step = context => {
  const { pod } = context.observed;
  if (
    !mayWriteChildren(context) ||
    !pod ||
    pod.deleting ||
    !context.decision.run
  ) {
    return [];
  }
  return restartIsRequested(context, pod) || updateIsDue(context, pod)
    ? [{ type: 'deletePod', name: pod.name, uid: pod.uid }]
    : [];
};

/**
 * The annotation is newer than the pod. The API server writes whole seconds: within the same one only a pod
 * that still runs an older template is taken for the older of the two, so that no restart follows another.
 */
function restartIsRequested(
  { observed, now }: PlanContext,
  pod: PodView,
): boolean {
  const requestedAt = Date.parse(
    observed.server.annotations[annotations.restartRequestedAt] ?? '',
  );
  if (Number.isNaN(requestedAt) || requestedAt > now) {
    return false;
  }
  const requestedSecond = Math.floor(requestedAt / 1000);
  const createdSecond = Math.floor(Date.parse(pod.createdAt) / 1000);
  const statefulSet = liveStatefulSet(observed);
  return (
    requestedSecond > createdSecond ||
    (requestedSecond === createdSecond &&
      statefulSet !== undefined &&
      isOutdated(pod, statefulSet))
  );
}

/** The pod is of an older template, and either may be ended at once or has nothing to lose. */
function updateIsDue(context: PlanContext, pod: PodView): boolean {
  const { observed, finding } = context;
  const statefulSet = liveStatefulSet(observed);
  if (!statefulSet || !isOutdated(pod, statefulSet)) {
    return false;
  }
  const immediate =
    observed.desired.type === 'rendered' &&
    observed.desired.server.spec.updatePolicy === 'Immediate';
  return immediate || finding.state === 'failed' || !isInUse(pod);
}

/** Whether the pod was made from another template than the StatefulSet has now. */
export function isOutdated(pod: PodView, statefulSet: LiveObject): boolean {
  const status = isRecord(statefulSet.status) ? statefulSet.status : {};
  // While the controller has not looked at the newest template, its word is about an older one.
  const current = status.observedGeneration === statefulSet.metadata.generation;
  return (
    current &&
    pod.revision !== undefined &&
    typeof status.updateRevision === 'string' &&
    pod.revision !== status.updateRevision
  );
}
