import { failed, Policy, starting } from './Finding';
import { newestEvent } from './podPolicies';

/** A volume cannot be attached or mounted; a volume may be a Secret. */
export const volumeIsNotReady: Policy = input => {
  const { pod } = input.observed;
  const waiting = pod?.containers.some(
    ({ activity }) =>
      activity.type === 'waiting' && activity.reason !== 'CrashLoopBackOff',
  );
  const event = waiting
    ? newestEvent(input, 'Pod', 'FailedMount') ??
      newestEvent(input, 'Pod', 'FailedAttachVolume')
    : undefined;
  if (!event) {
    return undefined;
  }
  if (/secret ".*" not found|non-existent secret key/.test(event.message)) {
    return failed('SecretMissing', event.message);
  }
  return starting('VolumeFailed', event.message);
};

/** Jupyter was up and does not answer any more. */
export const probesFail: Policy = ({ observed: { pod, server } }) => {
  const started = pod?.containers.some(
    container =>
      container.kind === 'regular' &&
      container.started &&
      !container.ready &&
      container.activity.type === 'running',
  );
  const ready = server.status.conditions?.find(({ type }) => type === 'Ready');
  const wasRunning =
    server.status.state === 'running' || ready?.reason === 'ProbeFailing';
  return started && wasRunning && !pod?.deleting
    ? starting('ProbeFailing')
    : undefined;
};
