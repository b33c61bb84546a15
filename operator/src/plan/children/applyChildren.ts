import { needsApply } from '../compare/needsApply';
import { Intent } from '../Intent';
import { identityOf } from '../observed/LiveObject';
import {
  appliedOf,
  liveOf,
  mayWriteChildren,
  PlanContext,
  Step,
} from '../PlanContext';
import { DesiredChild } from './desiredChildren';
import { missingSecretKeys } from './generatedSecret';
import { immutableChange, withImmutableOf } from './immutableFields';

/**
 * Creates missing children and repairs changed ones. What is as it should be is not written. The StatefulSet
 * is created when all the others exist, so that its pod finds what it mounts.
 */
export const applyChildren: Step = context => {
  const { observed, desired, gitops } = context;
  if (!mayWriteChildren(context) || desired.type !== 'known') {
    return [];
  }
  if (gitops) {
    // Git owns the others. What is rendered into the Secret, such as the token of the spec, is in no delivery of Git.
    return desired.children
      .filter(child => child.key === 'secret')
      .flatMap(child => applyOne(context, child, false));
  }
  // With one name taken nothing else is created: a route must never lead to somebody else's Service.
  const mayCreate = observed.foreign.size === 0;
  const others = desired.children.filter(child => !isWorkload(child));
  const workloads = desired.children.filter(isWorkload);
  const othersExist = others.every(child => isComplete(context, child));
  return [
    ...others.flatMap(child => applyOne(context, child, mayCreate)),
    ...workloads.flatMap(child =>
      applyOne(context, child, mayCreate && othersExist),
    ),
  ];
};

/** Whether a pod would find in the child what it mounts. */
function isComplete(context: PlanContext, child: DesiredChild): boolean {
  const live = liveOf(context, child);
  return (
    live !== undefined &&
    (child.object.kind !== 'Secret' ||
      (!needsApply(child.object, live, appliedOf(context, child)) &&
        missingSecretKeys(child.object, live).length === 0))
  );
}

function isWorkload(child: DesiredChild): boolean {
  return child.object.kind === 'StatefulSet';
}

function applyOne(
  context: PlanContext,
  child: DesiredChild,
  mayCreate: boolean,
): readonly Intent[] {
  const live = liveOf(context, child);
  if (!live) {
    // The Secret is created by its own step, with its random values.
    const creatable =
      mayCreate &&
      child.key !== 'secret' &&
      !context.observed.foreign.has(identityOf(child.object));
    return creatable ? [{ type: 'createChild', object: child.object }] : [];
  }
  if (live.metadata.deletionTimestamp) {
    return [];
  }
  const applied = appliedOf(context, child);
  const object = immutableChange(child.object, live, applied)
    ? withImmutableOf(child.object, live)
    : child.object;
  return needsApply(object, live, applied)
    ? [{ type: 'applyChild', object, uid: live.metadata.uid }]
    : [];
}
