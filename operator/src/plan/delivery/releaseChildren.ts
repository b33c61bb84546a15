import { annotations } from '@amalthea/jupyterserver';

import { isRecord } from '../compare/listKeys';
import { Intent } from '../Intent';
import { LiveObject } from '../observed/LiveObject';
import { mayWriteChildren, Step } from '../PlanContext';

/**
 * Leaves children to Git that the operator once created. What they keep of the operator would be in Git's way: our owner
 * reference takes them along when the JupyterServer ends, the volume too, and Argo CD prunes nothing that has an owner;
 * a field that we own as well stays when Git drops it.
 */
export const releaseChildren: Step = context => {
  const { server, children } = context.observed;
  // Only with the hash did Git bring a bundle; the other annotation alone may be somebody's mistake.
  const isDelivered = server.annotations[annotations.renderHash] !== undefined;
  if (!mayWriteChildren(context) || !context.gitops || !isDelivered) {
    return [];
  }
  return children
    .filter(
      child =>
        !isOwnSecret(child, server.name) &&
        !child.metadata.deletionTimestamp &&
        (isOwnedBy(child, server.uid) || ownsMoreThanReplicas(child)),
    )
    .map(({ apiVersion, kind, metadata }): Intent => {
      const { name, uid } = metadata;
      return { type: 'releaseChild', apiVersion, kind, name, uid };
    });
};

/** Whether the operator has written more of a child than what is its own when Git delivers. */
export function ownsMoreThanReplicas({ metadata }: LiveObject): boolean {
  return (metadata.managedFields ?? []).some(({ fieldsV1 = {} }) =>
    Object.entries(fieldsV1).some(
      ([name, fields]) =>
        name !== 'f:spec' ||
        !isRecord(fields) ||
        Object.keys(fields).some(field => field !== 'f:replicas'),
    ),
  );
}

function isOwnedBy({ metadata }: LiveObject, serverUid: string): boolean {
  return (metadata.ownerReferences ?? []).some(({ uid }) => uid === serverUid);
}

/** The operator's in every mode. */
function isOwnSecret({ kind, metadata }: LiveObject, server: string): boolean {
  return kind === 'Secret' && metadata.name === server;
}
