import type { ServerReason } from '@amalthea/plugin-amalthea-common';
import { serverReason } from './serverReason';

/** First match wins: an event's reason, and what its message must contain, to the reason that people get. */
const translations: readonly {
  readonly reason: RegExp;
  readonly message?: RegExp;
  readonly code: string;
}[] = [
  {
    reason: /^Failed(Create|Scheduling)$/,
    message: /exceeded quota/i,
    code: 'QuotaExceeded',
  },
  {
    reason: /^FailedCreate$/,
    message: /service ?account .* not found/i,
    code: 'ServiceAccountMissing',
  },
  {
    reason: /^FailedCreate$/,
    message: /forbidden|denied/i,
    code: 'AdmissionDenied',
  },
  {
    reason: /^FailedScheduling$/,
    message: /unbound .*PersistentVolumeClaims/i,
    code: 'VolumePending',
  },
  { reason: /^FailedScheduling$/, code: 'Unschedulable' },
  { reason: /^TriggeredScaleUp$/, code: 'ScalingUp' },
  { reason: /^Pulling$/, code: 'ImagePulling' },
  {
    reason: /^(Failed|BackOff|ErrImagePull|InspectFailed)$/,
    message: /image|pull/i,
    code: 'ImagePullFailed',
  },
  {
    reason: /^Failed$/,
    message: /secret ".*" not found/i,
    code: 'SecretMissing',
  },
  { reason: /^BackOff$/, code: 'ContainerCrashed' },
  {
    reason: /^FailedMount$/,
    message: /secret ".*" not found/i,
    code: 'SecretMissing',
  },
  {
    reason:
      /^(FailedMount|FailedAttachVolume|ProvisioningFailed|FailedBinding)$/,
    code: 'VolumeFailed',
  },
  {
    reason: /^(WaitForFirstConsumer|ExternalProvisioning|Provisioning)$/,
    code: 'VolumePending',
  },
  { reason: /^(OOMKilling|SystemOOM)$/, code: 'OutOfMemory' },
  { reason: /^(Evicted|Preempted|TaintManagerEviction)$/, code: 'Evicted' },
  { reason: /^(NodeNotReady|NodeLost)$/, code: 'NodeLost' },
  { reason: /^Unhealthy$/, code: 'ProbeFailing' },
];

/** Events that are no reason to worry, in words. */
const sentences: Readonly<Record<string, string>> = {
  Scheduled: 'A machine was found.',
  SuccessfulAttachVolume: 'The disk is attached.',
  ProvisioningSucceeded: 'The disk is ready.',
  Pulled: 'The image is there.',
  Created: 'A container was made.',
  Started: 'A container started.',
  Killing: 'A container is being stopped.',
  SuccessfulCreate: 'A part of the server was made.',
  SuccessfulDelete: 'A part of the server was removed.',
  FileSystemResizeSuccessful: 'The disk has grown.',
};

/** What an event means, for people; its own message stays one click below. */
export function eventReason(reason: string, message: string): ServerReason {
  const found = translations.find(
    translation =>
      translation.reason.test(reason) &&
      (translation.message?.test(message) ?? true),
  );
  if (found) return serverReason(found.code, message);
  if (Object.hasOwn(sentences, reason))
    return { code: reason, sentence: sentences[reason], message };
  return serverReason(reason, message);
}
