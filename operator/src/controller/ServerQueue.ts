import {
  Change,
  Clock,
  KubernetesObject,
  Leadership,
  Priority,
  WorkQueue,
} from '@amalthea/kube';
import { randomUUID } from 'node:crypto';
import { Logger } from 'pino';

import { OperatorMetrics } from '../observability/OperatorMetrics';
import { Caches } from './Caches';
import { PassResult, Reconciler } from './Reconciler';
import { ServerMemory } from './ServerMemory';

/** What a queue of servers is made of. */
export interface ServerQueueOptions {
  readonly caches: Pick<Caches, 'server'>;
  readonly reconciler: Pick<Reconciler, 'reconcile'>;
  readonly metrics: OperatorMetrics;
  readonly log: Logger;
  readonly clock: Clock;
  readonly concurrency: number;
  /** How long a pass may take before it is given up. */
  readonly passMilliseconds: number;
  readonly onDeleted: (server: KubernetesObject) => void;
}

/** So many servers worked on at a time are not a burst yet. */
const fewAtATime = 8;
/** When what may wait is looked at again, while others are still being worked on. */
const restMilliseconds = 1_000;

/** Works on the servers that need it, each by one worker at a time, for one term of leadership. */
export class ServerQueue {
  readonly #queue: WorkQueue;
  readonly #memories = new Map<string, ServerMemory>();

  constructor(private readonly options: ServerQueueOptions) {
    this.#queue = new WorkQueue({
      clock: options.clock,
      metrics: options.metrics.queue,
    });
  }

  get longestRunningMilliseconds(): number {
    return this.#queue.longestRunningMilliseconds;
  }

  get unfinishedMilliseconds(): number {
    return this.#queue.unfinishedMilliseconds;
  }

  /** Something about a server changed: work on it, unless it was our own doing coming back. */
  changed(
    key: string,
    change: Change<KubernetesObject>,
    initial: boolean,
  ): void {
    const memory = this.#memories.get(key);
    const { uid } = change.object.metadata ?? {};
    if (memory && change.type === 'deleted' && uid) {
      memory.writes.mirrorDeleted(uid);
    } else if (memory?.writes.isOwnWrite(change.object)) {
      return;
    }
    if (change.type === 'deleted' && uid === memory?.uid) {
      this.#memories.delete(key);
      this.options.onDeleted(change.object);
    }
    this.add(key, initial ? 'low' : 'normal');
  }

  /** Asks for a pass over a server. */
  add(key: string, priority: Priority = 'normal'): void {
    this.#queue.add(key, priority);
  }

  /**
   * Works until `stop` is aborted; then finishes what it has begun. Writes stop at once when the lease is lost.
   */
  async run(leadership: Leadership, stop: AbortSignal): Promise<void> {
    const end = () => this.#queue.shutDown();
    stop.addEventListener('abort', end, { once: true });
    leadership.signal.addEventListener('abort', end, { once: true });
    if (stop.aborted) {
      end();
    }
    try {
      await Promise.all(
        Array.from({ length: this.options.concurrency }, () =>
          this.work(leadership, stop),
        ),
      );
    } finally {
      stop.removeEventListener('abort', end);
      leadership.signal.removeEventListener('abort', end);
    }
  }

  private async work(leadership: Leadership, stop: AbortSignal): Promise<void> {
    for (;;) {
      const key = await this.#queue.take();
      if (key === undefined) {
        return;
      }
      try {
        // Of what still waits nothing is begun any more: the next leader looks at everything anyway.
        if (!stop.aborted && !leadership.signal.aborted) {
          await this.pass(key, leadership);
        }
      } finally {
        this.#queue.done(key);
      }
    }
  }

  private async pass(key: string, leadership: Leadership): Promise<void> {
    const { metrics, clock, log } = this.options;
    const started = clock.monotonicMilliseconds();
    const finish = (result: Parameters<OperatorMetrics['passFinished']>[0]) =>
      metrics.passFinished(
        result,
        (clock.monotonicMilliseconds() - started) / 1000,
      );
    metrics.passStarted();
    try {
      const result = await this.reconcile(key, leadership);
      if (result.type === 'again') {
        this.#queue.addRateLimited(key);
        finish('requeue');
        return;
      }
      this.#queue.forget(key);
      if (result.whenIdle) {
        this.addWhenIdle(key);
      }
      if (result.againAfterMilliseconds !== undefined) {
        this.#queue.addAfter(key, result.againAfterMilliseconds);
      }
      finish(
        result.againAfterMilliseconds === undefined
          ? 'success'
          : 'requeue_after',
      );
    } catch (error) {
      finish('error');
      if (leadership.signal.aborted) {
        return;
      }
      // Also when the lease was in doubt: the term goes on when the late renewal came through, and nobody would ask again.
      this.#queue.addRateLimited(key);
      const failures = this.#queue.failures(key);
      // The first failures are the everyday ones of a busy API server.
      log[failures > 3 ? 'warn' : 'debug'](
        { err: error, server: key, failures, reconcileID: randomUUID() },
        'A pass over the server failed; it will be tried again.',
      );
    }
  }

  /** In a burst of servers. A few that are worked on at a time are everyday. */
  private get isBusy(): boolean {
    return (
      this.#queue.waitingNormally > 0 || this.#queue.processing > fewAtATime
    );
  }

  private addWhenIdle(key: string): void {
    if (this.#queue.waitingNormally > 0) {
      this.#queue.add(key, 'low');
    } else {
      // Nothing waits, so it would be taken at once, while others are still being worked on.
      this.#queue.addAfter(key, restMilliseconds);
    }
  }

  private async reconcile(
    key: string,
    leadership: Leadership,
  ): Promise<PassResult> {
    const server = this.options.caches.server(key);
    if (!server) {
      this.#memories.delete(key);
      return { type: 'settled', whenIdle: false };
    }
    const uid = server.metadata?.uid ?? '';
    let memory = this.#memories.get(key);
    if (memory?.uid !== uid) {
      memory = new ServerMemory(uid, this.options.clock);
      this.#memories.set(key, memory);
    }
    // A promise that never settles must not keep its worker for ever.
    const tooLong = new AbortController();
    const cancel = this.options.clock.schedule(
      this.options.passMilliseconds,
      () =>
        tooLong.abort(
          new Error(
            `The pass took longer than ${this.options.passMilliseconds} ms.`,
          ),
        ),
    );
    const lost = () => tooLong.abort(leadership.signal.reason);
    leadership.signal.addEventListener('abort', lost, { once: true });
    try {
      return await this.options.reconciler.reconcile(
        server,
        memory,
        { signal: tooLong.signal, beforeAttempt: leadership.assert },
        () => this.isBusy,
      );
    } finally {
      cancel();
      leadership.signal.removeEventListener('abort', lost);
    }
  }
}
