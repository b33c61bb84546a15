import type { MessagePort } from 'node:worker_threads';
import type { RenderJob, WorkerMessage } from './job';
import { runJob, type JobContext } from './runJob';

/** The life of a worker thread: one job after the other, each answered. */
export function serveJobs(port: MessagePort, context: JobContext): void {
  const tell = (message: WorkerMessage, transfer: ArrayBuffer[] = []) =>
    port.postMessage(message, transfer);
  port.on('message', (job: RenderJob) => {
    void runJob(job, context).then(outcome =>
      tell(
        { kind: 'outcome', outcome },
        outcome.ok ? [outcome.response.buffer] : [],
      ),
    );
  });
  tell({ kind: 'ready' });
}
