import { appliedOf, liveOf, mayWriteChildren, Step } from '../PlanContext';
import { isInUse } from '../pod/isInUse';
import { immutableChange } from './immutableFields';

/**
 * Replaces the StatefulSet when a field of it has to change that cannot: at the next start, or at once when
 * the update policy says so. Its pod goes with it; the volume is a child of its own and stays.
 */
export const recreateStatefulSet: Step = context => {
  const { observed, desired, gitops } = context;
  if (!mayWriteChildren(context) || desired.type !== 'known' || gitops) {
    return [];
  }
  const child = desired.children.find(
    candidate => candidate.object.kind === 'StatefulSet',
  );
  const live = child && liveOf(context, child);
  if (
    !live ||
    live.metadata.deletionTimestamp ||
    !immutableChange(child.object, live, appliedOf(context, child))
  ) {
    return [];
  }
  const immediate =
    observed.desired.type === 'rendered' &&
    observed.desired.server.spec.updatePolicy === 'Immediate';
  if (isInUse(observed.pod) && !immediate) {
    return [];
  }
  return [
    {
      type: 'deleteChild',
      apiVersion: live.apiVersion,
      kind: live.kind,
      name: live.metadata.name,
      uid: live.metadata.uid,
    },
  ];
};
