import { KubernetesObject } from '@amalthea/kube';
import { z } from 'zod';

import { EventView } from '../plan/observed/Observed';
import {
  ContainerActivity,
  ContainerView,
  PodView,
} from '../plan/observed/PodView';

const termination = z.object({
  exitCode: z.number(),
  reason: z.string().optional(),
});

const containerStatus = z.object({
  name: z.string(),
  ready: z.boolean().default(false),
  started: z.boolean().nullish(),
  restartCount: z.number().default(0),
  state: z
    .object({
      waiting: z
        .object({
          reason: z.string().optional(),
          message: z.string().optional(),
        })
        .optional(),
      running: z.object({ startedAt: z.string().nullish() }).optional(),
      terminated: termination.optional(),
    })
    .default({}),
  lastState: z.object({ terminated: termination.optional() }).default({}),
});

const podSchema = z.object({
  metadata: z.object({
    name: z.string(),
    uid: z.string(),
    creationTimestamp: z.string(),
    deletionTimestamp: z.string().optional(),
    labels: z.record(z.string(), z.string()).default({}),
  }),
  spec: z
    .object({
      nodeName: z.string().optional(),
      readinessGates: z.array(z.unknown()).optional(),
    })
    .default({}),
  status: z
    .object({
      phase: z.string().default('Pending'),
      reason: z.string().optional(),
      message: z.string().optional(),
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            reason: z.string().optional(),
            message: z.string().optional(),
          }),
        )
        .default([]),
      initContainerStatuses: z.array(containerStatus).default([]),
      containerStatuses: z.array(containerStatus).default([]),
    })
    .prefault({}),
});

/** Reduces a pod to what decisions need. */
export function podView(pod: unknown): PodView {
  const { metadata, spec, status } = podSchema.parse(pod);
  return {
    name: metadata.name,
    uid: metadata.uid,
    phase: status.phase,
    reason: status.reason,
    message: status.message,
    node: spec.nodeName,
    createdAt: metadata.creationTimestamp,
    deleting: metadata.deletionTimestamp !== undefined,
    revision: metadata.labels['controller-revision-hash'],
    hasReadinessGates: (spec.readinessGates?.length ?? 0) > 0,
    conditions: status.conditions,
    containers: [
      ...status.initContainerStatuses.map(container =>
        containerView(container, 'init'),
      ),
      ...status.containerStatuses.map(container =>
        containerView(container, 'regular'),
      ),
    ],
  };
}

function containerView(
  container: z.output<typeof containerStatus>,
  kind: ContainerView['kind'],
): ContainerView {
  return {
    name: container.name,
    kind,
    ready: container.ready,
    // Without a startup probe the kubelet says true as soon as the container runs; simulated ones say nothing.
    started: container.started ?? container.ready,
    restartCount: container.restartCount,
    activity: activityOf(container.state),
    lastTermination: container.lastState.terminated,
  };
}

function activityOf(
  state: z.output<typeof containerStatus>['state'],
): ContainerActivity {
  if (state.terminated) {
    return { type: 'terminated', ...state.terminated };
  }
  return state.running
    ? { type: 'running', startedAt: state.running.startedAt ?? undefined }
    : { type: 'waiting', ...state.waiting };
}

const endpointSliceSchema = z.object({
  endpoints: z
    .array(
      z.object({
        conditions: z.object({ ready: z.boolean().nullish() }).default({}),
      }),
    )
    .nullish(),
});

/** Whether any endpoint of a slice is ready; an absent condition means ready. */
export function hasReadyEndpoint(slice: unknown): boolean {
  const { endpoints } = endpointSliceSchema.parse(slice);
  return (endpoints ?? []).some(({ conditions }) => conditions.ready !== false);
}

const eventSchema = z.object({
  metadata: z.object({ creationTimestamp: z.string().optional() }),
  involvedObject: z.object({
    kind: z.string().default(''),
    name: z.string().default(''),
    namespace: z.string().optional(),
  }),
  reason: z.string().default(''),
  message: z.string().default(''),
  firstTimestamp: z.string().nullish(),
  lastTimestamp: z.string().nullish(),
  eventTime: z.string().nullish(),
  series: z.object({ lastObservedTime: z.string().nullish() }).nullish(),
});

/** An event, and the name of the object that it is about. */
export function eventView(
  event: unknown,
): EventView & { readonly about: string } {
  const parsed = eventSchema.parse(event);
  return {
    kind: parsed.involvedObject.kind,
    about: parsed.involvedObject.name,
    reason: parsed.reason,
    message: parsed.message,
    firstAt:
      parsed.firstTimestamp ??
      parsed.eventTime ??
      parsed.metadata.creationTimestamp,
    lastAt:
      parsed.series?.lastObservedTime ??
      parsed.lastTimestamp ??
      parsed.eventTime ??
      parsed.metadata.creationTimestamp ??
      '',
  };
}

/** An object reduced to a view, with the metadata that a store needs. */
export interface Viewed<View> extends KubernetesObject {
  readonly view: View;
}

/** Makes the transform of a reflector: keeps the view and the metadata of an object, and drops the rest. */
export function viewing<View>(
  read: (object: unknown) => View,
): (object: KubernetesObject) => Viewed<View> {
  return object => ({
    metadata: {
      name: object.metadata?.name,
      namespace: object.metadata?.namespace,
      uid: object.metadata?.uid,
      resourceVersion: object.metadata?.resourceVersion,
      labels: object.metadata?.labels,
      ownerReferences: object.metadata?.ownerReferences,
    },
    view: read(object),
  });
}
