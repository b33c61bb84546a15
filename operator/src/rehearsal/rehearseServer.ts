import { mergePatch, RenderConfig } from '@amalthea/jupyterserver';

import { toLiveObject } from '../controller/liveObject';
import { serverSnapshot } from '../controller/serverSnapshot';
import { hasReadyEndpoint, podView } from '../controller/views';
import { Intent } from '../plan/Intent';
import { desire } from '../plan/observed/desire';
import { LiveObject } from '../plan/observed/LiveObject';
import { plan } from '../plan/plan';
import { PlanConfig } from '../plan/PlanConfig';
import {
  rehearsedChild,
  rehearsedEndpoints,
  rehearsedPod,
  rehearsedServer,
} from './rehearsedObjects';

/** As what the operator rehearses. */
export interface RehearsalConfig {
  readonly render: RenderConfig;
  readonly plan: PlanConfig;
}

/** How the rehearsed life of a server ended. */
export interface RehearsedLife {
  readonly state: string | undefined;
  readonly children: number;
  /** Intents of a last look: none but wake-ups when it went as it should. */
  readonly left: readonly Intent[];
}

/** What a look at the server shows of the pod, one after the other. */
const acts = ['none', 'none', 'none', 'waiting', 'running', 'running'] as const;

/**
 * Goes through the life of one invented server from its creation until it runs, with everything of it that is not I/O:
 * what comes is read, what is decided is carried out on plain objects.
 *
 * @param index - each has a name and a spec of its own
 * @param now - milliseconds since the epoch
 */
export function rehearseServer(
  index: number,
  config: RehearsalConfig,
  now: number,
): RehearsedLife {
  const children: LiveObject[] = [];
  let status: unknown;
  let left: readonly Intent[] = [];
  const { metadata } = rehearsedServer(index, undefined);
  const name = metadata?.name ?? '';
  const state = desire(rehearsedServer(index, undefined), config.render);
  for (const act of acts) {
    left = plan(
      {
        server: serverSnapshot(rehearsedServer(index, status)),
        ...state,
        children: [...children],
        foreign: new Map(),
        failures: new Map(),
        asApplied: new Map(),
        events: [],
        pod:
          act === 'none'
            ? undefined
            : podView(rehearsedPod(name, act === 'running')),
        endpointReady: hasReadyEndpoint(rehearsedEndpoints(act === 'running')),
      },
      config.plan,
      now,
    );
    for (const intent of left) {
      const created = createdBy(intent);
      if (created) {
        const applied = intent.type === 'createChild';
        const version = children.length + 2;
        const answer = rehearsedChild(created, name, version, applied);
        children.push(toLiveObject(answer));
      } else if (intent.type === 'patchStatus') {
        status = patched(status, intent.patch);
      }
    }
  }
  return {
    state: stateOf(status),
    children: children.length,
    left: left.filter(({ type }) => type !== 'wakeUp'),
  };
}

function createdBy(intent: Intent): object | undefined {
  switch (intent.type) {
    case 'createChild':
      return intent.object;
    case 'createSecret': {
      const values = intent.generate.map(({ key }) => [key, 'cmVoZWFyc2Fs']);
      return { ...intent.object, data: Object.fromEntries(values) };
    }
    default:
      return undefined;
  }
}

type Json = ReturnType<typeof mergePatch>;

function patched(status: unknown, patch: object): unknown {
  return mergePatch((status ?? {}) as Json, patch as Json);
}

function stateOf(status: unknown): string | undefined {
  return serverSnapshot(
    Object.assign(rehearsedServer(0, undefined), { status }),
  ).status.state;
}
