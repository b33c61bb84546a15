import { ContainerView } from '../observed/PodView';
import { PlanConfig } from '../PlanConfig';
import { failed, Finding, Policy, starting } from './Finding';
import { newestEvent } from './newestEvent';
import { isOk } from './runningPolicies';
import { missingSecret } from './secretPolicies';

const imageReasons: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

const createReasons: ReadonlySet<string> = new Set([
  'CreateContainerError',
  'RunContainerError',
  'PreCreateHookError',
  'PreStartHookError',
  'PostStartHookError',
]);

/** The kubelet cannot bring a container to its start. */
export const containerCannotStart: Policy = input => {
  for (const container of input.observed.pod?.containers ?? []) {
    const { activity } = container;
    const reason = activity.type === 'waiting' ? activity.reason ?? '' : '';
    const message = activity.type === 'waiting' ? activity.message ?? '' : '';
    if (imageReasons.has(reason)) {
      return failed('ImagePullFailed', imageDetail(container, message));
    }
    if (reason === 'CreateContainerConfigError') {
      const detail = `${container.name}: ${message}`;
      return (
        missingSecret(input, message, detail) ??
        failed(
          /secret|couldn't find key/i.test(message)
            ? 'SecretMissing'
            : 'ContainerCrashed',
          detail,
        )
      );
    }
    if (createReasons.has(reason)) {
      return failed('ContainerCrashed', `${container.name}: ${message}`);
    }
  }
  return undefined;
};

/** The kubelet alternates between the error and its own back-off: both give the same text here. */
function imageDetail(container: ContainerView, message: string): string {
  const cause = message
    .replace(/^Back-off pulling image "[^"]*"(: )?/, '')
    .replace(/^ErrImagePull: /, '');
  return cause ? `${container.name}: ${cause}` : `${container.name}.`;
}

function limitOf(container: ContainerView, config: PlanConfig): number {
  return container.kind === 'init'
    ? config.initContainerRestartLimit
    : config.containerRestartLimit;
}

function crash(container: ContainerView): Pick<Finding, 'reason' | 'detail'> {
  const { activity, lastTermination, name, kind } = container;
  const end = activity.type === 'terminated' ? activity : lastTermination;
  const code = end ? `exit code ${end.exitCode}` : 'no exit code';
  if (end?.reason === 'OOMKilled') {
    return { reason: 'OutOfMemory', detail: `Container: ${name}.` };
  }
  return {
    reason: kind === 'init' ? 'InitContainerFailed' : 'ContainerCrashed',
    detail: `Container: ${name}, ${code}.`,
  };
}

/** Classic: not completed, and restarted more often than the limit. */
export const containerHasFailed: Policy = ({ observed: { pod }, config }) => {
  const container = pod?.containers.find(
    candidate =>
      !isOk(candidate) && candidate.restartCount > limitOf(candidate, config),
  );
  return container ? { state: 'failed', ...crash(container) } : undefined;
};

/** A container has crashed, and may yet come up. */
export const containerIsRestarting: Policy = ({ observed: { pod } }) => {
  const container = pod?.containers.find(
    ({ activity }) =>
      (activity.type === 'waiting' && activity.reason === 'CrashLoopBackOff') ||
      (activity.type === 'terminated' && activity.exitCode !== 0),
  );
  return container ? { state: 'starting', ...crash(container) } : undefined;
};

/** The image is on its way. */
export const containerIsPreparing: Policy = input => {
  const waiting = input.observed.pod?.containers.some(
    ({ activity }) =>
      activity.type === 'waiting' && activity.reason === 'ContainerCreating',
  );
  return waiting &&
    newestEvent(input, 'Pod', 'Pulling') &&
    !newestEvent(input, 'Pod', 'Pulled')
    ? starting('ImagePulling')
    : undefined;
};
