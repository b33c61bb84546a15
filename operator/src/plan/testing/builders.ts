import { defaultRenderConfig, KubernetesObject } from '@amalthea/jupyterserver';

import { builtInChildren, kindOf } from '../../controller/kinds';
import { serverSnapshot } from '../../controller/serverSnapshot';
import { desire } from '../observed/desire';
import { Observed } from '../observed/Observed';
import { ContainerView, PodView } from '../observed/PodView';
import { defaultRestartLimits, PlanConfig } from '../PlanConfig';

/** The configuration of tests. */
export const config: PlanConfig = {
  ...defaultRestartLimits,
  childKinds: new Set(builtInChildren.map(kindOf)),
};

/** A JupyterServer as the API server has it. */
export function storedServer(
  spec: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
  status?: unknown,
) {
  return {
    apiVersion: 'amalthea.dev/v1alpha1',
    kind: 'JupyterServer',
    metadata: {
      name: 'ada',
      namespace: 'science',
      uid: 'uid-ada',
      generation: 1,
      ...metadata,
    },
    spec: { routing: { host: 'jupyter.example.org' }, ...spec },
    ...(status === undefined ? {} : { status }),
  };
}

/** An observation of a server of which nothing exists yet. */
export function observedOf(
  stored: ReturnType<typeof storedServer> = storedServer(),
  more: Partial<Observed> = {},
): Observed {
  return {
    server: serverSnapshot(stored),
    ...desire(stored, defaultRenderConfig),
    children: [],
    foreign: new Map(),
    failures: new Map(),
    asApplied: new Map(),
    events: [],
    endpointReady: false,
    ...more,
  };
}

/** A container that runs and is ready. */
export function container(more: Partial<ContainerView> = {}): ContainerView {
  return {
    name: 'jupyter-server',
    kind: 'regular',
    ready: true,
    started: true,
    restartCount: 0,
    activity: { type: 'running' },
    ...more,
  };
}

/** A pod that serves. */
export function servingPod(more: Partial<PodView> = {}): PodView {
  return {
    name: 'ada-0',
    uid: 'uid-pod',
    phase: 'Running',
    node: 'machine-1',
    createdAt: '2026-01-01T00:00:00Z',
    deleting: false,
    hasReadinessGates: false,
    conditions: ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map(
      type => ({ type, status: 'True' }),
    ),
    containers: [container(), container({ name: 'authz' })],
    ...more,
  };
}

/** A pod that waits, with what its containers do. */
export function waitingPod(
  reason: string,
  message?: string,
  more: Partial<PodView> = {},
): PodView {
  return servingPod({
    phase: 'Pending',
    conditions: [
      { type: 'PodScheduled', status: 'True' },
      { type: 'Ready', status: 'False' },
    ],
    containers: [
      container({
        ready: false,
        started: false,
        activity: { type: 'waiting', reason, message },
      }),
      container({
        name: 'authz',
        ready: false,
        started: false,
        activity: { type: 'waiting', reason: 'ContainerCreating' },
      }),
    ],
    ...more,
  });
}

/** The same as JSON: what has been through the API server. */
export function overTheWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

/** The type of a rendered child. */
export type Child = KubernetesObject;
