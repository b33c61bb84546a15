import { KubernetesObject } from '@amalthea/jupyterserver';

import { covers } from '../compare/differences';
import { isRecord } from '../compare/listKeys';
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
    field => !covers(fieldOf(live, field), fieldOf(desired, field)),
  );
  return changed.length > 0 ? changed : undefined;
}, isSameVersion);

/** The fields that would have to change and cannot; `undefined` when there are none. */
export function immutableChange(
  desired: KubernetesObject,
  live: LiveObject,
): readonly string[] | undefined {
  return Object.hasOwn(immutable, desired.kind)
    ? changeOf(desired, live)
    : undefined;
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
    if (field in spec) {
      spec[field] = fieldOf(live, field);
    }
  }
  return { ...desired, spec };
}

function fieldOf(object: KubernetesObject, field: string): unknown {
  return isRecord(object.spec) ? object.spec[field] : undefined;
}
