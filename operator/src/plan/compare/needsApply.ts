import { KubernetesObject } from '@amalthea/jupyterserver';

import { isSameVersion, LiveObject } from '../observed/LiveObject';
import { covers, Difference, differences } from './differences';
import { sameJson } from './mergeDifference';
import { ownsMoreThan } from './ownedFields';
import { rememberLast } from './rememberLast';

/** What the API server made of a child when it was last written. */
export interface AsApplied {
  readonly object: KubernetesObject;
  readonly live: LiveObject;
}

/** Whether a write could change anything, as far as the two objects tell. */
const differs = rememberLast(
  (object: KubernetesObject, live: LiveObject) =>
    !covers(live, object) || ownsTooMuch(object, live),
  isSameVersion,
);

/**
 * Whether an apply would change anything. The API server may keep a value otherwise than it was given: it leaves out what is
 * empty, writes base64 its own way, and lets webhooks change what they like. What stays different after a write would
 * stay different after the next.
 *
 * @param object - what was rendered
 * @param live - what the API server has
 * @param applied - what it made of the last write, if that is known
 */
export function needsApply(
  object: KubernetesObject,
  live: LiveObject,
  applied: AsApplied | undefined,
): boolean {
  if (!differs(object, live)) {
    return false;
  }
  if (!applied || !sameJson(applied.object, object)) {
    return true;
  }
  return (
    correctable(object, live, applied).length > 0 ||
    (ownsTooMuch(object, live) &&
      !sameJson(ownFields(live), ownFields(applied.live)))
  );
}

/** The differences between rendered and live that a write of the same did not leave behind. */
export function correctable(
  object: KubernetesObject,
  live: LiveObject,
  applied: AsApplied | undefined,
): readonly Difference[] {
  const all = [...differences(object, live)];
  if (all.length === 0 || !applied || !sameJson(applied.object, object)) {
    return all;
  }
  const left = new Map(
    [...differences(object, applied.live)].map(difference => [
      difference.pointer,
      difference.live,
    ]),
  );
  return all.filter(
    ({ pointer, live: value }) =>
      !left.has(pointer) || !sameJson(left.get(pointer), value),
  );
}

function ownsTooMuch(object: KubernetesObject, live: LiveObject): boolean {
  return ownFields(live).some(fields => ownsMoreThan(fields, object));
}

function ownFields(live: LiveObject): readonly unknown[] {
  return (live.metadata.managedFields ?? []).map(({ fieldsV1 }) => fieldsV1);
}
