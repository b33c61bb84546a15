import { ContainerView, PodView } from '../observed/PodView';
import { isOk } from '../readiness/runningPolicies';
import { PlanConfig } from '../PlanConfig';

/** Classic's word for what a container does. */
export type ContainerState = 'waiting' | 'executing' | 'ready' | 'failed';

/** `status.containerStates`. */
export interface ContainerStates {
  readonly init: Readonly<Record<string, ContainerState>>;
  readonly regular: Readonly<Record<string, ContainerState>>;
}

function stateOf(container: ContainerView, config: PlanConfig): ContainerState {
  const limit =
    container.kind === 'init'
      ? config.initContainerRestartLimit
      : config.containerRestartLimit;
  if (isOk(container)) {
    return 'ready';
  }
  if (container.restartCount > limit) {
    return 'failed';
  }
  return container.activity.type === 'running' ? 'executing' : 'waiting';
}

/** What each container of the pod does; while hibernated there is none. */
export function containerStates(
  pod: PodView | undefined,
  config: PlanConfig,
): ContainerStates | undefined {
  if (!pod || pod.containers.length === 0) {
    return undefined;
  }
  const of = (kind: ContainerView['kind']) =>
    Object.fromEntries(
      pod.containers
        .filter(container => container.kind === kind)
        .map(container => [container.name, stateOf(container, config)]),
    );
  return { init: of('init'), regular: of('regular') };
}
