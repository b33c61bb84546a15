import { PodView } from '../observed/PodView';

/**
 * Whether somebody may be working in the pod: Jupyter has started and runs. Such a pod is never ended for a
 * change that can wait.
 */
export function isInUse(pod: PodView | undefined): boolean {
  return (
    pod !== undefined &&
    pod.phase === 'Running' &&
    pod.containers.some(
      container =>
        container.kind === 'regular' &&
        container.started &&
        container.activity.type === 'running',
    )
  );
}
