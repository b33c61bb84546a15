import { labels } from '@amalthea/jupyterserver';

import { Intent } from '../Intent';
import { identityOf, LiveObject } from '../observed/LiveObject';
import { mayWriteChildren, Step } from '../PlanContext';

/** Kinds that hold what people made: they end with the server, never by a change of it. */
const neverRemoved: ReadonlySet<string> = new Set(['PersistentVolumeClaim']);

/** Deletes children that are not rendered any more. */
export const removeChildren: Step = context => {
  const { observed, desired, gitops } = context;
  if (!mayWriteChildren(context) || desired.type !== 'known' || gitops) {
    return [];
  }
  const wanted = new Set(
    desired.children.map(child => identityOf(child.object)),
  );
  return observed.children
    .filter(child => !wanted.has(identityOf(child)) && isRemovable(child))
    .map(
      (child): Intent => ({
        type: 'deleteChild',
        apiVersion: child.apiVersion,
        kind: child.kind,
        name: child.metadata.name,
        uid: child.metadata.uid,
      }),
    );
};

function isRemovable(child: LiveObject): boolean {
  return (
    !neverRemoved.has(child.kind) &&
    !child.metadata.deletionTimestamp &&
    child.metadata.labels?.[labels.childKey] !== undefined
  );
}
