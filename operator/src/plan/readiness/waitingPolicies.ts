import { conditionTypes } from '@amalthea/jupyterserver';

import { ContainerView } from '../observed/PodView';
import { Policy, ReadinessInput, starting, startingUntil } from './Finding';

/** A server that runs for so long without having been ready is not merely slow. */
const slowStartMilliseconds = 120_000;

/** Jupyter was up and does not answer any more, or has had the time to come up and has not. */
export const probesFail: Policy = input => {
  const { pod } = input.observed;
  if (!pod || pod.deleting) {
    return undefined;
  }
  const unready = pod.containers.filter(
    ({ kind, ready, activity }) =>
      kind === 'regular' && !ready && activity.type === 'running',
  );
  if (
    unready.some(
      container => container.started && wasReady(input, startOf(container)),
    )
  ) {
    return starting('ProbeFailing');
  }
  const starts = unready
    .map(startOf)
    .filter(startedAt => !Number.isNaN(startedAt));
  if (starts.length === 0) {
    return undefined;
  }
  const until = Math.min(...starts) + slowStartMilliseconds;
  return input.now > until
    ? starting('ProbeFailing')
    : startingUntil('Starting', until);
};

/** Whether the server was ready in the present run of this container: same pod, not restarted since. */
function wasReady(
  { observed: { server, pod } }: ReadinessInput,
  startedAt: number,
): boolean {
  const { state, mainPod, conditions } = server.status;
  const ready = conditions?.find(({ type }) => type === conditionTypes.ready);
  if (state !== 'running' && ready?.reason !== 'ProbeFailing') {
    return false;
  }
  const isSamePod = mainPod?.uid === undefined || mainPod.uid === pod?.uid;
  return (
    isSamePod && !(startedAt > Date.parse(ready?.lastTransitionTime ?? ''))
  );
}

/** Milliseconds since the epoch; NaN when the kubelet does not say. */
function startOf({ activity }: ContainerView): number {
  return Date.parse(
    activity.type === 'running' ? activity.startedAt ?? '' : '',
  );
}
