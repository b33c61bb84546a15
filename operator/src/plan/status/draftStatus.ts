import { conditionTypes, JupyterServerStatus } from '@amalthea/jupyterserver';

import { compareRendered } from '../delivery/compareRendered';
import { labelOf } from '../observed/labelOf';
import { timestamp } from '../observed/timestamp';
import { PlanContext } from '../PlanContext';
import { ServerState } from '../readiness/Finding';
import { pendingChanges } from '../update/pendingChanges';
import { draftConditions } from './conditions';
import { containerStates } from './containerStates';
import { mergeConditions } from './mergeConditions';

/**
 * The status as it should be. A function of what is observed and of the status before: nothing in it changes
 * by the passing of time alone.
 *
 * @param context - what is the case
 */
export function draftStatus(context: PlanContext): JupyterServerStatus {
  const { observed, finding, now, config } = context;
  const { server, pod } = observed;
  const previous = server.status;
  const time = timestamp(now);
  const pending = pendingChanges(context);
  const url =
    observed.desired.type === 'invalid' ? previous.url : observed.desired.url;
  const rendered = compareRendered(context);
  return {
    observedGeneration: server.generation,
    state: finding.state,
    url,
    create_fn: url === undefined ? previous.create_fn : { fullServerURL: url },
    conditions: mergeConditions(
      draftConditions(context, pending !== undefined, rendered),
      previous.conditions ?? [],
      server.generation,
      time,
    ).concat(keptConditions(previous)),
    startingSince: since(
      'starting',
      finding.state,
      previous,
      previous.startingSince,
      time,
    ),
    failedSince: since(
      'failed',
      finding.state,
      previous,
      previous.failedSince,
      time,
    ),
    containerStates: containerStates(pod, config),
    children: childReferences(context),
    mainPod: pod && {
      name: pod.name,
      uid: pod.uid,
      phase: pod.phase,
      ...(pod.node === undefined ? {} : { node: pod.node }),
      status: { phase: pod.phase },
    },
    hibernation: hibernation(context, previous),
    update: pending && { pending: [...pending] },
    // Written by the activity plane; kept as they are.
    activity: finding.state === 'running' ? previous.activity : undefined,
    usage: finding.state === 'running' ? previous.usage : undefined,
  };
}

/** Conditions about which this part of the operator knows nothing. */
function keptConditions(previous: JupyterServerStatus) {
  const others: readonly string[] = [
    conditionTypes.activityKnown,
    conditionTypes.expired,
  ];
  return (previous.conditions ?? []).filter(({ type }) =>
    others.includes(type),
  );
}

/** A time belongs to a state: stamped on entering it, kept while in it, gone on leaving it. */
function since(
  state: ServerState,
  current: ServerState,
  previous: JupyterServerStatus,
  before: string | undefined,
  now: string,
): string | undefined {
  if (current !== state) {
    return undefined;
  }
  return previous.state === state && before !== undefined ? before : now;
}

/** What culling announces is its own; the decision brings the rest. */
function hibernation(
  { decision }: PlanContext,
  previous: JupyterServerStatus,
): JupyterServerStatus['hibernation'] {
  const {
    since: _since,
    cause: _cause,
    wokenAt: _wokenAt,
    specHibernated: _specHibernated,
    ...announced
  } = previous.hibernation ?? {};
  const merged = { ...announced, ...decision.record };
  return Object.values(merged).some(value => value !== undefined)
    ? merged
    : undefined;
}

/** References by child key; the key is a label on each child. */
function childReferences({
  observed,
}: PlanContext): JupyterServerStatus['children'] {
  const entries = observed.children
    .filter(child => !child.metadata.deletionTimestamp)
    .map(
      (
        child,
      ): [
        string,
        { uid: string; name: string; kind: string; apiVersion: string },
      ] => [
        labelOf(child),
        {
          uid: child.metadata.uid,
          name: child.metadata.name,
          kind: child.kind,
          apiVersion: child.apiVersion,
        },
      ],
    );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
