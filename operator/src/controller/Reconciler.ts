import { fieldManagers } from '@amalthea/jupyterserver';
import {
  Clock,
  EventRecorder,
  isNotFound,
  KubeApiError,
  KubeClient,
  KubernetesObject,
  ResourceRef,
} from '@amalthea/kube';

import {
  ChildIntent,
  EmitEvent,
  Intent,
  isChildIntent,
  PatchStatus,
} from '../plan/Intent';
import { identityOfIntent } from '../plan/identityOfIntent';
import { plan } from '../plan/plan';
import { PlanConfig } from '../plan/PlanConfig';
import { Executor, Outcome } from './Executor';
import { lookAtOccupant } from './foreignObjects';
import { jupyterServers } from './kinds';
import { toLiveObject } from './liveObject';
import { Observer } from './Observer';
import { ServerMemory } from './ServerMemory';
import { WriteContext } from './WriteContext';

/** How a pass ended. */
export type PassResult =
  | {
      readonly type: 'settled';
      readonly againAfterMilliseconds?: number;
      /** Something is left that may wait until nobody else needs work. */
      readonly whenIdle: boolean;
    }
  /** Something was refused, or changed under our hands: try again, with growing pauses. */
  | { readonly type: 'again' };

/** A change of a server's state, for metrics. */
export interface Transition {
  readonly server: KubernetesObject;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What a reconciler is made of. */
export interface ReconcilerOptions {
  readonly client: KubeClient;
  readonly observer: Observer;
  readonly executor: Executor;
  readonly config: PlanConfig;
  readonly clock: Clock;
  readonly resourceOf: (
    apiVersion: string,
    kind: string,
  ) => ResourceRef | undefined;
  readonly events: Pick<EventRecorder, 'record'>;
  readonly onTransition: (transition: Transition) => void;
  readonly countWrite: (write: {
    kind: string;
    subresource: string;
    verb: string;
    result: string;
  }) => void;
}

/** Creates bring about what the next round sees; more rounds than this are left to the next pass. */
const maximumRounds = 4;
/** Changes of mere detail while a server starts are written at most this often. */
const detailMilliseconds = 1_000;
/** How long a status may wait for others. */
const longestDeferralMilliseconds = 10_000;
/** How often names that are taken are looked at. */
const foreignMilliseconds = 1_500;

/** What no mirror confirms is forgotten after 30 s. */
const unconfirmedMilliseconds = 31_000;

/** One pass over one server: observe, decide, carry out, until nothing is left to do; then the status, once. */
export class Reconciler {
  constructor(private readonly options: ReconcilerOptions) {}

  /**
   * @param mirrored - the JupyterServer from the mirror
   * @param memory - answers to our own writes
   * @param call - what every request takes
   * @param isBusy - whether other servers wait for work
   * @throws what is worth trying again soon
   */
  async reconcile(
    mirrored: KubernetesObject,
    memory: ServerMemory,
    call: Pick<WriteContext, 'signal' | 'beforeAttempt'>,
    isBusy: () => boolean,
  ): Promise<PassResult> {
    const { observer, config, clock } = this.options;
    let observed = await observer.observe(mirrored, memory, call.signal);
    const context: WriteContext = { server: observed.server, memory, ...call };
    if (await this.lookAtOccupants(context)) {
      observed = await observer.observe(mirrored, memory, call.signal);
    }
    let intents: readonly Intent[] = [];
    let unfinished = false;
    for (let round = 0; round < maximumRounds; round += 1) {
      if (round > 0) {
        observed = await observer.observe(mirrored, memory, call.signal);
      }
      intents = plan(observed, config, clock.now());
      const children = intents.filter(isChildIntent);
      if (memory.forgetFailuresBut(new Set(children.map(identityOfIntent)))) {
        // What is the case rested on them; what is to be done does not.
        intents = plan(observed, config, clock.now());
      }
      unfinished = children.length > 0;
      if (!unfinished) {
        break;
      }
      const outcomes = await this.executeAll(children, context);
      if (outcomes.every(outcome => outcome === 'refused')) {
        // The same refusals would follow: what they mean belongs in the status.
        observed = await observer.observe(mirrored, memory, call.signal);
        intents = plan(observed, config, clock.now());
        break;
      }
    }
    const status = intents.find(
      (intent): intent is PatchStatus => intent.type === 'patchStatus',
    );
    const timing = status && this.timingOf(status, memory, isBusy());
    if (status && timing === 'now') {
      await this.writeStatus(
        status,
        intents.filter(isEvent),
        mirrored,
        context,
      );
    }
    if (unfinished && observed.foreign.size === 0) {
      return { type: 'again' };
    }
    const waits = intents.flatMap(intent =>
      intent.type === 'wakeUp' ? [intent.afterMilliseconds] : [],
    );
    if (typeof timing === 'number') {
      waits.push(timing);
    }
    if (memory.writes.pending) {
      waits.push(unconfirmedMilliseconds);
    }
    return {
      type: 'settled',
      againAfterMilliseconds: waits.length > 0 ? Math.min(...waits) : undefined,
      whenIdle: timing === 'whenIdle',
    };
  }

  /** What is independent goes at once; what touches the workload comes after it. */
  private async executeAll(
    intents: readonly ChildIntent[],
    context: WriteContext,
  ): Promise<readonly Outcome[]> {
    const { executor } = this.options;
    const first = intents.filter(intent => !isLast(intent));
    const last = intents.filter(isLast);
    const outcomes = await settleAll(
      first.map(intent => executor.execute(intent, context)),
    );
    for (const intent of last) {
      outcomes.push(await executor.execute(intent, context));
    }
    return outcomes;
  }

  /** @returns whether anything was looked at */
  private async lookAtOccupants(context: WriteContext): Promise<boolean> {
    const { memory } = context;
    const { clock, client, resourceOf } = this.options;
    const due =
      clock.monotonicMilliseconds() - memory.foreignCheckedAt >=
      foreignMilliseconds;
    if (memory.foreign.size === 0 || !due) {
      return false;
    }
    memory.foreignCheckedAt = clock.monotonicMilliseconds();
    for (const identity of [...memory.foreign.keys()]) {
      const [apiVersion, kind] = identity.split(' ');
      const resource = resourceOf(apiVersion, kind);
      if (resource) {
        await lookAtOccupant(client, resource, identity, context);
      }
    }
    return true;
  }

  /** Writes the status, and tells of it. */
  private async writeStatus(
    status: PatchStatus,
    events: readonly EmitEvent[],
    server: KubernetesObject,
    context: WriteContext,
  ): Promise<void> {
    context.memory.detailSince = undefined;
    // An event tells of what the status says: without the status it would be told again.
    if (!(await this.patchStatus(status, context))) {
      return;
    }
    for (const { severity, reason, action, note } of events) {
      this.options.events.record(server, {
        type: severity,
        reason,
        action,
        note,
      });
    }
    if (status.from !== status.to) {
      this.options.onTransition({ server, from: status.from, to: status.to });
    }
  }

  /**
   * When a status is written. A server that has just begun to start may say so when the children of the
   * others exist: in a burst the API server has better things to do. Mere details wait for each other.
   *
   * @returns milliseconds to wait, unless it is now, or when nobody else needs work
   */
  private timingOf(
    status: PatchStatus,
    memory: ServerMemory,
    busy: boolean,
  ): 'now' | 'whenIdle' | number {
    const now = this.options.clock.monotonicMilliseconds();
    if (status.urgent && !(busy && status.to === 'starting')) {
      return 'now';
    }
    memory.detailSince ??= now;
    const waited = now - memory.detailSince;
    if (status.urgent) {
      return waited < longestDeferralMilliseconds ? 'whenIdle' : 'now';
    }
    return waited < detailMilliseconds ? detailMilliseconds - waited : 'now';
  }

  /** @returns false when the server is gone */
  private async patchStatus(
    intent: PatchStatus,
    context: WriteContext,
  ): Promise<boolean> {
    const { server, memory, signal, beforeAttempt } = context;
    const count = (result: string) =>
      this.options.countWrite({
        kind: jupyterServers.kind,
        subresource: 'status',
        verb: 'patch',
        result,
      });
    try {
      const written = await this.options.client.patch<KubernetesObject>(
        jupyterServers,
        { namespace: server.namespace, name: server.name },
        // The uid is a precondition: a server of the same name must not get the status of the one before.
        {
          type: 'merge',
          body: { metadata: { uid: server.uid }, status: intent.patch },
        },
        {
          subresource: 'status',
          fieldManager: fieldManagers.operatorStatus,
          signal,
          beforeAttempt,
        },
      );
      memory.writes.serverWritten(toLiveObject(written));
      count('success');
      return true;
    } catch (error) {
      count(error instanceof KubeApiError ? error.reason : 'error');
      if (isNotFound(error) && error.reason === 'NotFound') {
        return false;
      }
      // Also a 404 that speaks of no object: an API server that starts does not know every path yet.
      throw error;
    }
  }
}

function isLast(intent: ChildIntent): boolean {
  switch (intent.type) {
    case 'createChild':
    case 'applyChild':
      return intent.object.kind === 'StatefulSet';
    case 'createSecret':
    case 'completeSecret':
      return false;
    default:
      return true;
  }
}

function isEvent(intent: Intent): intent is EmitEvent {
  return intent.type === 'event';
}

/** All are waited for, so that what one failure leaves running is not carried into the next pass. */
async function settleAll<T>(running: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(running);
  const failure = results.find(result => result.status === 'rejected');
  if (failure) {
    throw failure.reason;
  }
  return results.flatMap(result =>
    result.status === 'fulfilled' ? [result.value] : [],
  );
}
