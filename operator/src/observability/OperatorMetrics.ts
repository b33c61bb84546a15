import { ClientMetrics, WorkQueueMetrics } from '@amalthea/kube';
import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
} from 'prom-client';

const controller = 'jupyterserver';
const seconds = [
  0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
];

/** How a pass over a server ended, in controller-runtime's words. */
export type ReconcileResult = 'success' | 'error' | 'requeue' | 'requeue_after';

/** All that the operator counts. Names are controller-runtime's and client-go's where they have one. */
export class OperatorMetrics {
  readonly registry = new Registry();
  readonly #reconciles: Counter<'controller' | 'result'>;
  readonly #reconcileErrors: Counter<'controller'>;
  readonly #reconcileSeconds: Histogram<'controller'>;
  readonly #activeWorkers: Gauge<'controller'>;
  readonly #writes: Counter<'kind' | 'subresource' | 'verb' | 'result'>;
  readonly #requests: Counter<'code' | 'method' | 'host'>;
  readonly #requestSeconds: Histogram<'verb' | 'host'>;
  readonly #requestRetries: Counter<'code' | 'verb' | 'host'>;
  readonly #depth: Gauge<'name'>;
  readonly #adds: Counter<'name'>;
  readonly #queueSeconds: Histogram<'name'>;
  readonly #workSeconds: Histogram<'name'>;
  readonly #retries: Counter<'name'>;
  readonly #leader: Gauge<'name'>;
  readonly #events: Counter<'result'>;

  constructor() {
    const registers = [this.registry];
    const make = { registers };
    collectDefaultMetrics({ register: this.registry });
    this.#reconciles = new Counter({
      ...make,
      name: 'controller_runtime_reconcile_total',
      help: 'Passes over JupyterServers by result.',
      labelNames: ['controller', 'result'],
    });
    this.#reconcileErrors = new Counter({
      ...make,
      name: 'controller_runtime_reconcile_errors_total',
      help: 'Passes that failed.',
      labelNames: ['controller'],
    });
    this.#reconcileSeconds = new Histogram({
      ...make,
      name: 'controller_runtime_reconcile_time_seconds',
      help: 'Duration of passes.',
      labelNames: ['controller'],
      buckets: seconds,
    });
    this.#activeWorkers = new Gauge({
      ...make,
      name: 'controller_runtime_active_workers',
      help: 'Passes that run now.',
      labelNames: ['controller'],
    });
    this.#writes = new Counter({
      ...make,
      name: 'amalthea_writes_total',
      help: 'Writes to the API server on behalf of JupyterServers.',
      labelNames: ['kind', 'subresource', 'verb', 'result'],
    });
    this.#requests = new Counter({
      ...make,
      name: 'rest_client_requests_total',
      help: 'Requests to the API server by status code.',
      labelNames: ['code', 'method', 'host'],
    });
    this.#requestSeconds = new Histogram({
      ...make,
      name: 'rest_client_request_duration_seconds',
      help: 'Time until the headers of an answer are here.',
      labelNames: ['verb', 'host'],
      buckets: seconds,
    });
    this.#requestRetries = new Counter({
      ...make,
      name: 'rest_client_request_retries_total',
      help: 'Requests that were sent again.',
      labelNames: ['code', 'verb', 'host'],
    });
    this.#depth = new Gauge({
      ...make,
      name: 'workqueue_depth',
      help: 'Keys that wait for a worker.',
      labelNames: ['name'],
    });
    this.#adds = new Counter({
      ...make,
      name: 'workqueue_adds_total',
      help: 'Keys added.',
      labelNames: ['name'],
    });
    this.#queueSeconds = new Histogram({
      ...make,
      name: 'workqueue_queue_duration_seconds',
      help: 'How long keys waited.',
      labelNames: ['name'],
      buckets: seconds,
    });
    this.#workSeconds = new Histogram({
      ...make,
      name: 'workqueue_work_duration_seconds',
      help: 'How long keys were worked on.',
      labelNames: ['name'],
      buckets: seconds,
    });
    this.#retries = new Counter({
      ...make,
      name: 'workqueue_retries_total',
      help: 'Keys added with a back-off.',
      labelNames: ['name'],
    });
    this.#leader = new Gauge({
      ...make,
      name: 'leader_election_master_status',
      help: 'Whether this process leads.',
      labelNames: ['name'],
    });
    this.#events = new Counter({
      ...make,
      name: 'amalthea_events_dropped_total',
      help: 'Events for people that were not written.',
      labelNames: ['result'],
    });
  }

  /** For the Kubernetes client. */
  readonly client: ClientMetrics = {
    requestFinished: ({ method, host, code, durationSeconds }) => {
      this.#requests.inc({ code, method, host });
      this.#requestSeconds.observe({ verb: method, host }, durationSeconds);
    },
    requestRetried: ({ method, host, code }) =>
      this.#requestRetries.inc({ code, verb: method, host }),
  };

  /** For the work queue. */
  readonly queue: WorkQueueMetrics = {
    depthChanged: depth => this.#depth.set({ name: controller }, depth),
    added: () => this.#adds.inc({ name: controller }),
    taken: duration =>
      this.#queueSeconds.observe({ name: controller }, duration),
    finished: duration =>
      this.#workSeconds.observe({ name: controller }, duration),
    retried: () => this.#retries.inc({ name: controller }),
  };

  readonly countWrite = (write: {
    kind: string;
    subresource: string;
    verb: string;
    result: string;
  }): void => this.#writes.inc(write);

  readonly countDroppedEvent = (): void =>
    this.#events.inc({ result: 'dropped' });

  passStarted(): void {
    this.#activeWorkers.inc({ controller });
  }

  passFinished(result: ReconcileResult, durationSeconds: number): void {
    this.#activeWorkers.dec({ controller });
    this.#reconciles.inc({ controller, result });
    this.#reconcileSeconds.observe({ controller }, durationSeconds);
    if (result === 'error') {
      this.#reconcileErrors.inc({ controller });
    }
  }

  leading(leads: boolean): void {
    this.#leader.set({ name: 'amalthea-operator' }, leads ? 1 : 0);
  }

  /** Registers a value that is read when somebody scrapes. */
  observe(
    [name, help]: readonly [string, string],
    read: () => number | ReadonlyMap<string, number>,
  ): void {
    const gauge = new Gauge({
      name,
      help,
      labelNames: ['resource'],
      registers: [this.registry],
      collect: () => {
        const value = read();
        if (typeof value === 'number') {
          gauge.set(value);
          return;
        }
        for (const [resource, one] of value) {
          gauge.set({ resource }, one);
        }
      },
    });
  }
}
