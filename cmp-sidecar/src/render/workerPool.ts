import { Worker, type WorkerOptions } from 'node:worker_threads';
import { DeliveryError, shuttingDown } from '../failure';
import type { Renderer, RenderJob, RenderOutcome, WorkerMessage } from './job';

interface Pending {
  readonly job: RenderJob;
  readonly signal: AbortSignal;
  readonly resolve: (outcome: Extract<RenderOutcome, { ok: true }>) => void;
  readonly reject: (reason: unknown) => void;
  readonly abort: () => void;
}

export interface WorkerPoolOptions {
  readonly size: number;
  /** The module that a worker runs; it must call `serveJobs`. */
  readonly file: string;
  readonly workerOptions: WorkerOptions;
  /** Told when a thread cannot even start: then none will, and the program should end. */
  readonly onBroken: (error: Error) => void;
}

/** One worker thread and the job it is at. */
interface Thread {
  readonly worker: Worker;
  /** It has loaded its module. */
  ready: boolean;
  current?: Pending;
}

/**
 * Renders in worker threads, so that the event loop always answers: Argo CD's connects have no deadline, and one slow
 * repository must not hold up the others. A job that is cancelled or out of time takes its thread with it; another
 * takes the place.
 */
export class WorkerPool implements Renderer {
  private readonly threads = new Set<Thread>();
  private readonly queue = new Set<Pending>();
  private closed = false;

  constructor(private readonly options: WorkerPoolOptions) {
    for (let index = 0; index < options.size; index += 1) this.start();
  }

  run(
    job: RenderJob,
    signal: AbortSignal,
  ): Promise<Extract<RenderOutcome, { ok: true }>> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      if (this.closed) throw shuttingDown();
      const pending: Pending = {
        job,
        signal,
        resolve,
        reject,
        abort: () => this.abort(pending),
      };
      signal.addEventListener('abort', pending.abort, { once: true });
      this.queue.add(pending);
      this.dispatch();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(
      [...this.threads].map(({ worker }) => worker.terminate()),
    );
  }

  private start(): void {
    const worker = new Worker(this.options.file, this.options.workerOptions);
    const thread: Thread = { worker, ready: false };
    this.threads.add(thread);
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'ready') thread.ready = true;
      else this.finish(thread, message.outcome);
    });
    worker.on('error', error => this.lose(thread, error));
    worker.on('exit', () =>
      this.lose(thread, new Error('the worker thread ended')),
    );
  }

  private dispatch(): void {
    for (const thread of this.threads) {
      const [next] = this.queue;
      if (!next) return;
      if (thread.current === undefined) {
        this.queue.delete(next);
        thread.current = next;
        thread.worker.postMessage(next.job, [next.job.archive.buffer]);
      }
    }
  }

  private finish(thread: Thread, outcome: RenderOutcome): void {
    const { current } = thread;
    thread.current = undefined;
    if (current) {
      current.signal.removeEventListener('abort', current.abort);
      if (outcome.ok) current.resolve(outcome);
      else current.reject(this.failure(outcome));
    }
    this.dispatch();
  }

  private failure({
    code,
    message,
    stack,
  }: Extract<RenderOutcome, { ok: false }>): DeliveryError {
    const cause =
      stack === undefined
        ? undefined
        : Object.assign(new Error(message), { stack });
    return new DeliveryError(code, message, { cause });
  }

  /** A thread is gone: its job fails, and unless the pool is closing another thread takes its place. */
  private lose(
    thread: Thread,
    cause: Error & { readonly code?: string },
  ): void {
    if (!this.threads.delete(thread)) return;
    const { current } = thread;
    if (current) {
      current.signal.removeEventListener('abort', current.abort);
      current.reject(
        cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? new DeliveryError(
              'OUT_OF_MEMORY',
              'Rendering this path needs more memory than the plugin may use. Split it over several Applications, or raise ' +
                'AMALTHEA_CMP_WORKER_MEMORY_MIB of the sidecar.',
              { cause },
            )
          : new DeliveryError(
              'INTERNAL',
              'The Amalthea plugin failed; its log says why. Please report this as a defect.',
              {
                cause,
              },
            ),
      );
    }
    if (this.closed) return;
    if (thread.ready) {
      this.start();
      this.dispatch();
    } else {
      this.closed = true;
      this.options.onBroken(cause);
    }
  }

  private abort(pending: Pending): void {
    if (!this.queue.delete(pending)) {
      const thread = [...this.threads].find(
        ({ current }) => current === pending,
      );
      if (thread) {
        this.threads.delete(thread);
        void thread.worker.terminate();
        if (!this.closed) {
          this.start();
          this.dispatch();
        }
      }
    }
    pending.reject(pending.signal.reason);
  }
}
