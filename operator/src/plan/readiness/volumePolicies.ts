import { isRecord } from '../compare/listKeys';
import { EventView } from '../observed/Observed';
import { holds } from '../observed/PodView';
import {
  failed,
  Finding,
  Policy,
  ReadinessInput,
  starting,
  startingUntil,
} from './Finding';
import { newestEvent } from './newestEvent';
import { isServing } from './runningPolicies';
import { missingSecret } from './secretPolicies';

/** Clusters stumble over volumes and get up again: what is over sooner is no fault. */
const patienceMilliseconds = 30_000;

/** The volume behind the claim is gone: nothing brings it back. */
export const isClaimLost: Policy = ({ observed: { children, pod } }) => {
  if (isServing(pod)) {
    return undefined;
  }
  const lost = children.find(
    ({ kind, status }) =>
      kind === 'PersistentVolumeClaim' &&
      isRecord(status) &&
      status.phase === 'Lost',
  );
  return lost
    ? failed(
        'VolumeFailed',
        `The volume of the claim "${lost.metadata.name}" does not exist any more.`,
      )
    : undefined;
};

/** What the claim waits for. */
export function provisioning(input: ReadinessInput): Finding {
  const event = newestEvent(
    input,
    'PersistentVolumeClaim',
    'ProvisioningFailed',
  );
  const until = event && patientUntil(event);
  if (!event || until === undefined) {
    return starting('VolumePending');
  }
  return input.now < until
    ? startingUntil('VolumePending', until)
    : failed('VolumeFailed', event.message);
}

/** A volume cannot be attached or mounted; a volume may be a Secret. */
export const volumeIsNotReady: Policy = input => {
  const { pod } = input.observed;
  const waiting = pod?.containers.some(
    ({ activity }) =>
      activity.type === 'waiting' && activity.reason !== 'CrashLoopBackOff',
  );
  // The pod has its network only after its volumes, and images are pulled only after both.
  if (!pod || !waiting || holds(pod, 'PodReadyToStartContainers')) {
    return undefined;
  }
  const mount = newestEvent(input, 'Pod', 'FailedMount');
  const event = mount ?? newestEvent(input, 'Pod', 'FailedAttachVolume');
  if (!event || isOver(input, event)) {
    return undefined;
  }
  const secret = missingSecret(input, event.message, event.message);
  if (secret) {
    return secret;
  }
  const until = patientUntil(event);
  return input.now < until
    ? startingUntil(mount ? 'Starting' : 'VolumePending', until)
    : starting('VolumeFailed', event.message);
};

function isOver(input: ReadinessInput, { lastAt }: EventView): boolean {
  return ['Pulling', 'Pulled'].some(reason => {
    const later = newestEvent(input, 'Pod', reason);
    return later && Date.parse(later.lastAt) > Date.parse(lastAt);
  });
}

function patientUntil({ firstAt, lastAt }: EventView): number {
  return Date.parse(firstAt ?? lastAt) + patienceMilliseconds;
}
