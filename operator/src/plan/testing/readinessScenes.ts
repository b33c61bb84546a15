import { PodView } from '../observed/PodView';
import {
  EventView,
  ForeignObject,
  Observed,
  WriteFailure,
} from '../observed/Observed';
import { desiredChildren } from '../children/desiredChildren';
import { decideRun } from '../hibernation/decideRun';
import { findReadiness } from '../readiness/findReadiness';
import {
  config,
  container,
  observedOf,
  servingPod,
  storedServer,
} from './builders';

/** Long after everything that the scenes describe. */
const someTimeLater = Date.parse('2026-01-01T03:00:00Z');

/** What `findReadiness` says of a scene. */
export function find(observed: Observed, now: number = someTimeLater) {
  const decision = decideRun(observed.server, now);
  const desired = desiredChildren(observed, decision.run, config);
  const { state, reason, detail } = findReadiness({
    observed,
    config,
    decision,
    desired,
    now,
  });
  return { state, reason, detail };
}

/** A server whose children all exist and lead to the pod. */
export function withPod(
  pod: PodView | undefined,
  more: Partial<Observed> = {},
  stored = storedServer(),
): Observed {
  const observed = observedOf(stored, { pod, endpointReady: true, ...more });
  const children =
    observed.desired.type === 'rendered'
      ? [...observed.desired.bundle.values()].map(object => ({
          ...object,
          metadata: {
            ...object.metadata,
            name: object.metadata.name ?? '',
            uid: `uid-${object.kind}`,
          },
        }))
      : [];
  return { ...observed, children };
}

export function event(
  kind: string,
  reason: string,
  message: string,
  lastAt: string = '2026-01-01T00:01:00Z',
): EventView {
  return { kind, reason, message, lastAt };
}

export const unschedulable = (message: string) =>
  servingPod({
    phase: 'Pending',
    containers: [],
    conditions: [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message,
      },
    ],
  });
export const notReady = (
  containers: PodView['containers'],
  more: Partial<PodView> = {},
) =>
  servingPod({
    conditions: [{ type: 'Ready', status: 'False' }],
    containers,
    ...more,
  });
export const crashing = (restartCount: number, more: object = {}) =>
  notReady([
    container({ name: 'authz' }),
    container({
      ready: false,
      started: false,
      restartCount,
      activity: {
        type: 'waiting',
        reason: 'CrashLoopBackOff',
        message: 'back-off 40s restarting failed container',
      },
      lastTermination: { exitCode: 3 },
      ...more,
    }),
  ]);
export const previously = (status: object) => storedServer({}, {}, status);

export function foreign(
  owner: ForeignObject['owner'],
): ReadonlyMap<string, ForeignObject> {
  return new Map([['v1 Service ada', { owner, description: 'Service "ada"' }]]);
}

export function failure(
  identity: string,
  status: number,
  message: string,
  reason: string = 'Forbidden',
  since: number = 0,
): ReadonlyMap<string, WriteFailure> {
  return new Map([[identity, { status, reason, message, since }]]);
}
