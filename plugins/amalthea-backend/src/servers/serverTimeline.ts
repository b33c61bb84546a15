import type {
  ServerEvent,
  ServerReason,
  ServerTimeline,
  TimelineStep,
} from '@amalthea/plugin-amalthea-common';
import { compareInstants } from '../time/compareInstants';
import type { ObservedServer } from './ObservedServer';
import { phaseReason, serverPhase } from './serverPhase';
import { quietStart } from './quietStart';
import { serverReason } from './serverReason';
import type { ServerPod } from './ServerPod';
import { startOf } from './startOf';

type Step = ServerTimeline['steps'][number];
type Happening = ServerTimeline['happenings'][number];

export interface TimelineSources {
  readonly server: ObservedServer;
  readonly pod?: ServerPod;
  /** Newest first. */
  readonly events: readonly ServerEvent[];
}

/** Whether a step is behind us, and when; undefined means not yet. */
interface Passed {
  readonly at?: string;
}

/** What a step is called while it lies ahead, while it is under way or has failed, and when it is behind. */
interface StepTitle {
  readonly ahead: string;
  readonly now: string;
  readonly done: string;
}

interface StepRule {
  readonly step: TimelineStep;
  readonly title: StepTitle;
  passed(sources: TimelineSources): Passed | undefined;
  /** Codes of events that say what this step waits for. */
  readonly waitsFor: readonly string[];
}

/** Reasons for which the operator does not even begin to make a pod. */
const refusals: ReadonlySet<string> = new Set([
  'NameConflict',
  'PatchFailed',
  'InvalidSpec',
]);

function failureOf(server: ObservedServer): ServerReason | undefined {
  const phase = serverPhase(server);
  return phase === 'failed' ? phaseReason(server, phase) : undefined;
}

const rules: readonly StepRule[] = [
  {
    step: 'requested',
    title: { ahead: 'Request', now: 'Requesting', done: 'Requested' },
    passed: ({ server, pod }) => ({ at: startOf(server, pod) }),
    waitsFor: [],
  },
  {
    step: 'accepted',
    title: {
      ahead: 'Accept the request',
      now: 'Accepting the request',
      done: 'Accepted',
    },
    passed: ({ server, pod }) => {
      const refused = refusals.has(failureOf(server)?.code ?? '');
      return pod || (server.status.state !== undefined && !refused)
        ? { at: server.status.startingSince ?? pod?.metadata.creationTimestamp }
        : undefined;
    },
    waitsFor: [
      'QuotaExceeded',
      'AdmissionDenied',
      'ServiceAccountMissing',
      ...refusals,
    ],
  },
  {
    step: 'scheduled',
    title: {
      ahead: 'Find a machine',
      now: 'Finding a machine',
      done: 'Machine found',
    },
    passed: ({ pod }) => podCondition(pod, 'PodScheduled'),
    waitsFor: [
      'Unschedulable',
      'ScalingUp',
      'VolumePending',
      'QuotaExceeded',
      'AdmissionDenied',
    ],
  },
  {
    step: 'disk',
    title: {
      ahead: 'Attach the disk',
      now: 'Attaching the disk',
      done: 'Disk attached',
    },
    passed: ({ pod, events }) =>
      podCondition(pod, 'PodReadyToStartContainers') ??
      eventAt(events, 'SuccessfulAttachVolume') ??
      (pod?.status.containerStatuses.some(container => container.imageID !== '')
        ? {}
        : undefined),
    waitsFor: ['VolumePending', 'VolumeFailed', 'SecretMissing'],
  },
  {
    step: 'image',
    title: {
      ahead: 'Download the image',
      now: 'Downloading the image',
      done: 'Image downloaded',
    },
    passed: ({ pod, events }) => {
      const statuses = pod?.status.containerStatuses ?? [];
      if (
        statuses.length === 0 ||
        statuses.some(container => container.imageID === '')
      )
        return undefined;
      return eventAt(events, 'Pulled') ?? {};
    },
    waitsFor: ['ImagePulling', 'ImagePullFailed'],
  },
  {
    step: 'started',
    title: {
      ahead: 'Start Jupyter',
      now: 'Starting Jupyter',
      done: 'Jupyter started',
    },
    passed: ({ pod }) => {
      const statuses = pod?.status.containerStatuses ?? [];
      const running = statuses.flatMap(container =>
        container.state.running
          ? [container.state.running.startedAt ?? '']
          : [],
      );
      if (statuses.length === 0 || running.length < statuses.length)
        return undefined;
      const at = running.sort().at(-1);
      return at ? { at } : {};
    },
    waitsFor: [
      'ContainerCrashed',
      'OutOfMemory',
      'InitContainerFailed',
      'SecretMissing',
    ],
  },
  {
    step: 'ready',
    title: {
      ahead: 'Ready to open',
      now: 'Waiting for Jupyter to answer',
      done: 'Ready to open',
    },
    passed: ({ server }) => {
      if (server.status.state !== 'running') return undefined;
      return {
        at: server.status.conditions.find(
          ({ type, status }) => type === 'Ready' && status === 'True',
        )?.lastTransitionTime,
      };
    },
    waitsFor: ['RouteNotReady', 'ProbeFailing'],
  },
];

/** The steps of the present start, and what happened to the server, newest first. */
export function serverTimeline(sources: TimelineSources): ServerTimeline {
  return {
    steps: timelineSteps(sources),
    happenings: timelineHappenings(sources),
  };
}

/** A stopped server, or one that is being deleted, has no start to show. */
function timelineSteps(sources: TimelineSources): readonly Step[] {
  const phase = serverPhase(sources.server);
  if (phase === 'stopped' || phase === 'deleting') return [];
  const passed = rules.map(rule => rule.passed(sources));
  // Steps come in order: whatever stands before one that has passed has passed too.
  const lastPassed =
    phase === 'running'
      ? rules.length - 1
      : passed.findLastIndex(result => result !== undefined);
  return rules.map((rule, index): Step => {
    const common = { kind: 'step', step: rule.step } as const;
    const { ahead, now, done } = rule.title;
    if (
      rule.step === 'disk' &&
      !sources.server.spec.storage.pvc.enabled &&
      index <= lastPassed
    ) {
      return { ...common, title: ahead, state: 'skipped' };
    }
    if (index <= lastPassed) {
      const at = passed[index]?.at;
      return { ...common, title: done, state: 'done', ...(at ? { at } : {}) };
    }
    if (index > lastPassed + 1)
      return { ...common, title: ahead, state: 'waiting' };
    const reason = waitingReason(rule, sources);
    const since = passed[lastPassed]?.at;
    return {
      ...common,
      title: now,
      state: phase === 'failed' ? 'failed' : 'active',
      ...(since ? { at: since } : {}),
      ...(reason ? { reason } : {}),
    };
  });
}

/** The operator's own reason when it is about this step, else the newest event that is, else the operator's anyway. */
function waitingReason(
  rule: StepRule,
  { server, pod, events }: TimelineSources,
): ServerReason | undefined {
  const stated = phaseReason(server, serverPhase(server));
  if (stated && rule.waitsFor.includes(stated.code)) return stated;
  const start = startOf(server, pod);
  const event = events.find(
    ({ reason, lastAt }) =>
      compareInstants(lastAt, start) >= 0 &&
      rule.waitsFor.includes(reason.code),
  );
  return event?.reason ?? stated;
}

function timelineHappenings({
  server,
  pod,
  events,
}: TimelineSources): readonly Happening[] {
  const happenings: Happening[] = quietStart(events, pod).map(event => ({
    kind: 'happening',
    title: event.reason.sentence,
    at: event.lastAt,
    severity: event.severity,
    reason: event.reason,
  }));
  for (const condition of server.status.conditions) {
    if (
      !condition.lastTransitionTime ||
      !['Ready', 'Hibernated', 'Expired'].includes(condition.type)
    )
      continue;
    if (condition.status !== 'True') continue;
    const reason = serverReason(condition.reason, condition.message);
    happenings.push({
      kind: 'happening',
      title: reason.sentence,
      at: condition.lastTransitionTime,
      severity: 'normal',
      reason,
    });
  }
  happenings.push({
    kind: 'happening',
    title: 'The server was requested.',
    at: server.metadata.creationTimestamp,
    severity: 'normal',
  });
  return happenings.sort((one, other) => compareInstants(other.at, one.at));
}

/** When the present start began: at the creation, or when a stopped server was woken. */
function podCondition(
  pod: ServerPod | undefined,
  type: string,
): Passed | undefined {
  const condition = pod?.status.conditions.find(
    candidate => candidate.type === type && candidate.status === 'True',
  );
  if (!condition) return undefined;
  return condition.lastTransitionTime
    ? { at: condition.lastTransitionTime }
    : {};
}

function eventAt(
  events: readonly ServerEvent[],
  code: string,
): Passed | undefined {
  const event = events.find(candidate => candidate.reason.code === code);
  return event ? { at: event.lastAt } : undefined;
}
