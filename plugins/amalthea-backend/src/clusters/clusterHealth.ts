import type { ClusterHealth } from '@amalthea/plugin-amalthea-common';
import { KubeApiError } from '@amalthea/kube';

/** What the last question to a cluster gave. */
export type ProbeOutcome =
  | { readonly ok: true; readonly synced: boolean }
  | { readonly ok: false; readonly error: unknown };

/** The health after a probe; the same object when nothing changed, so that `since` keeps its time. */
export function nextHealth(
  previous: ClusterHealth,
  outcome: ProbeOutcome,
  now: Date,
): ClusterHealth {
  const { name, title } = previous;
  const since = now.toISOString();
  if (outcome.ok) {
    if (!outcome.synced || previous.state === 'reachable') return previous;
    return { name, title, state: 'reachable', since };
  }
  const error = describeFailure(outcome.error, title);
  if (previous.state === 'unreachable' && previous.error?.code === error.code)
    return previous;
  return {
    name,
    title,
    state: 'unreachable',
    since: previous.state === 'unreachable' ? previous.since : since,
    error,
  };
}

/** Why a cluster cannot be used, in words; what it said itself comes after. */
export function describeFailure(
  failure: unknown,
  title: string,
): NonNullable<ClusterHealth['error']> {
  const message = failure instanceof Error ? failure.message : String(failure);
  if (!(failure instanceof KubeApiError)) {
    return {
      code: 'ClusterUnreachable',
      sentence: `The cluster ${title} does not answer.`,
      message,
    };
  }
  const said = failure.serverMessage;
  switch (failure.status) {
    case 401:
      return {
        code: 'ClusterRefused',
        sentence: `The cluster ${title} does not know this portal's account.`,
        message: said,
      };
    case 403:
      return {
        code: 'ClusterRefused',
        sentence: `The cluster ${title} does not let this portal see servers.`,
        message: said,
      };
    case 404:
      return {
        code: 'ClusterRefused',
        sentence: `Amalthea is not installed in the cluster ${title}.`,
        message: said,
      };
    default:
      return {
        code: 'ClusterUnreachable',
        sentence: `The cluster ${title} answers with errors.`,
        message: said,
      };
  }
}
