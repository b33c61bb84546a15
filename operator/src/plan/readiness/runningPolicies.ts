import { ContainerView, holds, PodView } from '../observed/PodView';
import { Observed } from '../observed/Observed';
import { Policy, starting } from './Finding';

/** Classic: running and ready, or ended well. Sidecars among the init containers run for ever. */
export function isOk(container: ContainerView): boolean {
  const { activity } = container;
  return (
    (activity.type === 'running' && container.ready) ||
    (activity.type === 'terminated' &&
      activity.exitCode === 0 &&
      (container.ready || container.kind === 'init'))
  );
}

/** Whether the pod serves. */
export function isServing(pod: PodView | undefined): pod is PodView {
  return (
    pod !== undefined &&
    !pod.deleting &&
    pod.phase === 'Running' &&
    pod.containers.length > 0 &&
    pod.containers.every(isOk) &&
    holds(pod, 'Ready')
  );
}

/** What leads to the pod and does not exist, or does not lead there yet. */
export function missingRoute(observed: Observed): string | undefined {
  const { desired, children, endpointReady } = observed;
  if (desired.type === 'rendered') {
    for (const [key, object] of desired.bundle) {
      const exists = children.some(
        child =>
          child.kind === object.kind &&
          child.metadata.name === object.metadata.name,
      );
      if ((key === 'service' || key === 'ingress') && !exists) {
        return `The ${object.kind} does not exist yet.`;
      }
    }
    if (!desired.bundle.has('service')) {
      return undefined;
    }
  }
  return endpointReady === false
    ? 'The Service does not lead to the pod yet.'
    : undefined;
}

/** The pod serves and is reachable. */
export const isRunning: Policy = ({ observed }) =>
  isServing(observed.pod) && missingRoute(observed) === undefined
    ? { state: 'running', reason: 'Running' }
    : undefined;

/** The pod serves and is not reachable. */
export const isRouteMissing: Policy = ({ observed }) =>
  isServing(observed.pod)
    ? starting('RouteNotReady', missingRoute(observed))
    : undefined;
