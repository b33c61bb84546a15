import { differences } from '../compare/differences';
import { isRecord } from '../compare/listKeys';
import { liveStatefulSet, PlanContext } from '../PlanContext';
import { isOutdated } from '../pod/replacePod';

/** One entry of `status.update.pending`. */
export interface PendingChange {
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

const maximumChanges = 20;
const maximumValueLength = 1_024;

/** What the pod does not run yet; `undefined` when it runs what its StatefulSet says. */
export function pendingChanges(
  context: PlanContext,
): readonly PendingChange[] | undefined {
  const { pod, runningTemplate } = context.observed;
  const statefulSet = liveStatefulSet(context.observed);
  if (!pod || !statefulSet || !isOutdated(pod, statefulSet)) {
    return undefined;
  }
  const spec = isRecord(statefulSet.spec) ? statefulSet.spec : {};
  if (runningTemplate === undefined) {
    return [];
  }
  return templateChanges(runningTemplate, spec.template);
}

/** Compared both ways: a field that disappears is a change too. */
function templateChanges(
  running: unknown,
  next: unknown,
): readonly PendingChange[] {
  const changes = new Map<string, PendingChange>();
  for (const { pointer, desired, live } of differences(
    next,
    running,
    '/spec/template',
  )) {
    changes.set(pointer, {
      path: pointer,
      from: short(live),
      to: short(desired),
    });
  }
  for (const { pointer, desired } of differences(
    running,
    next,
    '/spec/template',
  )) {
    if (!changes.has(pointer)) {
      changes.set(pointer, { path: pointer, from: short(desired) });
    }
  }
  return [...changes.values()].slice(0, maximumChanges).map(withoutUndefined);
}

function short(value: unknown): unknown {
  return value !== undefined &&
    JSON.stringify(value).length > maximumValueLength
    ? undefined
    : value;
}

function withoutUndefined(change: PendingChange): PendingChange {
  return {
    path: change.path,
    ...(change.from === undefined ? {} : { from: change.from }),
    ...(change.to === undefined ? {} : { to: change.to }),
  };
}
