import { isRecord } from '../compare/listKeys';
import { Intent } from '../Intent';
import { ownsMoreThanReplicas } from './releaseChildren';
import { liveStatefulSet, mayWriteChildren, Step } from '../PlanContext';

/**
 * Sets the number of replicas where that is all the operator may write: when Git owns the StatefulSet, and
 * when the bundle cannot be rendered but the server must stop or start all the same.
 */
export const scaleAlone: Step = context => {
  const { observed, decision, desired, gitops } = context;
  if (!mayWriteChildren(context) || (!gitops && desired.type === 'known')) {
    return [];
  }
  const live = liveStatefulSet(observed);
  if (!live || live.metadata.deletionTimestamp) {
    return [];
  }
  const replicas = decision.run ? 1 : 0;
  const spec = isRecord(live.spec) ? live.spec : {};
  // Owning the field matters too: it must be ours before Git's render could drop it.
  const owned = !gitops || ownsReplicas(live.metadata.managedFields ?? []);
  if (spec.replicas === replicas && owned) {
    return [];
  }
  const scale: Intent = {
    type: 'scale',
    name: live.metadata.name,
    uid: live.metadata.uid,
    replicas,
    // An apply gives up what it does not name: only where that is nothing, or is Git's by now.
    mode: gitops && !ownsMoreThanReplicas(live) ? 'apply' : 'patch',
  };
  return [scale];
};

function ownsReplicas(
  entries: readonly { readonly fieldsV1?: Record<string, unknown> }[],
): boolean {
  return entries.some(
    ({ fieldsV1 }) =>
      isRecord(fieldsV1?.['f:spec']) && 'f:replicas' in fieldsV1['f:spec'],
  );
}
