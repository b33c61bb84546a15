import { KubernetesObject } from '@amalthea/jupyterserver';

import { covers } from '../compare/differences';
import { isRecord } from '../compare/listKeys';
import { AsApplied, correctable } from '../compare/needsApply';
import { rememberLast } from '../compare/rememberLast';
import { isSameVersion, LiveObject } from '../observed/LiveObject';

/** Fields of `spec` that the API server never changes, by kind. */
const immutable: Readonly<Record<string, readonly string[]>> = {
  StatefulSet: [
    'serviceName',
    'selector',
    'podManagementPolicy',
    'volumeClaimTemplates',
  ],
  PersistentVolumeClaim: [
    'accessModes',
    'storageClassName',
    'volumeMode',
    'volumeName',
    'selector',
  ],
};

const changeOf = rememberLast((desired: KubernetesObject, live: LiveObject) => {
  const changed = immutable[desired.kind].filter(
    field =>
      !covers(fieldOf(live, field), fieldOf(desired, field)) ||
      isGivenUp(field, desired, live),
  );
  return changed.length > 0 ? changed : undefined;
}, isSameVersion);

/**
 * The fields that would have to change and cannot; `undefined` when there are none.
 *
 * @param applied - what the API server made of the last write: what it keeps otherwise is no change
 */
export function immutableChange(
  desired: KubernetesObject,
  live: LiveObject,
  applied: AsApplied | undefined,
): readonly string[] | undefined {
  const changed = Object.hasOwn(immutable, desired.kind)
    ? changeOf(desired, live)
    : undefined;
  if (!changed || !applied) {
    return changed;
  }
  const pointers = correctable(desired, live, applied).map(
    ({ pointer }) => `${pointer}/`,
  );
  const left = changed.filter(
    field =>
      isGivenUp(field, desired, live) ||
      pointers.some(pointer => pointer.startsWith(`/spec/${field}/`)),
  );
  return left.length > 0 ? left : undefined;
}

/** The desired object with the immutable fields of the live one, so that the others can be applied. */
export function withImmutableOf(
  desired: KubernetesObject,
  live: LiveObject,
): KubernetesObject {
  const spec: Record<string, unknown> = {
    ...(isRecord(desired.spec) ? desired.spec : {}),
  };
  for (const field of immutable[desired.kind] ?? []) {
    if (field in spec || isGivenUp(field, desired, live)) {
      spec[field] = fieldOf(live, field);
    }
  }
  return { ...desired, spec };
}

/** Whether we applied the field and do not render it any more. */
function isGivenUp(
  field: string,
  desired: KubernetesObject,
  live: LiveObject,
): boolean {
  return (
    fieldOf(desired, field) === undefined &&
    (live.metadata.managedFields ?? []).some(
      ({ fieldsV1 }) =>
        isRecord(fieldsV1?.['f:spec']) &&
        Object.hasOwn(fieldsV1['f:spec'], `f:${field}`),
    )
  );
}

function fieldOf(object: KubernetesObject, field: string): unknown {
  return isRecord(object.spec) ? object.spec[field] : undefined;
}
