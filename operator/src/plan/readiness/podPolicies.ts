import { holds } from '../observed/PodView';
import { failed, Policy, starting } from './Finding';
import { newestEvent } from './newestEvent';
import { provisioning } from './volumePolicies';

/** The StatefulSet says why it cannot make the pod; only its events say so. */
export const podCannotBeCreated: Policy = input => {
  const event = input.observed.pod
    ? undefined
    : newestEvent(input, 'StatefulSet', 'FailedCreate');
  if (!event) {
    return undefined;
  }
  const { message } = event;
  if (/exceeded quota/.test(message)) {
    return failed('QuotaExceeded', message);
  }
  if (/serviceaccount ".*" not found/i.test(message)) {
    return failed('ServiceAccountMissing', message);
  }
  return failed('AdmissionDenied', message);
};

/** The scheduler finds no machine. A claim that is still being made is no failure, nor is a cluster that grows. */
export const podIsUnschedulable: Policy = input => {
  const { pod } = input.observed;
  const condition = pod?.conditions.find(
    ({ type, status, reason }) =>
      type === 'PodScheduled' &&
      status === 'False' &&
      reason === 'Unschedulable',
  );
  if (!pod || pod.phase !== 'Pending' || !condition) {
    return undefined;
  }
  const message = condition.message ?? '';
  if (/persistentvolumeclaim/i.test(message)) {
    return provisioning(input);
  }
  if (newestEvent(input, 'Pod', 'TriggeredScaleUp')) {
    return starting('ScalingUp');
  }
  return failed('Unschedulable', message);
};

/** The pod as a whole has ended. The StatefulSet makes a new one. */
export const podHasFailed: Policy = ({ observed: { pod } }) => {
  if (pod?.phase !== 'Failed') {
    return undefined;
  }
  const detail = pod.message;
  if (pod.reason === 'Evicted') {
    return failed('Evicted', detail);
  }
  if (
    pod.reason === 'NodeLost' ||
    pod.reason === 'NodeShutdown' ||
    pod.reason === 'Terminated'
  ) {
    return failed('NodeLost', detail);
  }
  const killed = pod.containers.some(
    ({ activity }) =>
      activity.type === 'terminated' && activity.reason === 'OOMKilled',
  );
  return failed(killed ? 'OutOfMemory' : 'ContainerCrashed', detail);
};

/**
 * The machine does not answer: its controller then turns Ready of the pod to False, while the kubelet's last
 * word about the containers stands.
 */
export const podNodeIsLost: Policy = ({ observed: { pod } }) =>
  pod &&
  !pod.hasReadinessGates &&
  pod.phase === 'Running' &&
  (pod.reason === 'NodeLost' ||
    (holds(pod, 'ContainersReady') &&
      !holds(pod, 'Ready') &&
      pod.containers.every(({ kind, ready }) => kind === 'init' || ready)))
    ? starting('NodeLost', pod.node ? `Machine: ${pod.node}.` : undefined)
    : undefined;
