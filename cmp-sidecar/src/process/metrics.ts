import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
} from 'prom-client';

/** The admission whose load the gauges show. */
export interface Load {
  readonly activeCount: number;
  readonly waitingCount: number;
}

/** Metrics of the sidecar. */
export class SidecarMetrics {
  readonly registry = new Registry();
  private readonly requests = new Counter({
    name: 'amalthea_cmp_requests_total',
    help: 'Calls of repo-server, by method and result (OK or the code of the failure).',
    labelNames: ['method', 'code'] as const,
    registers: [this.registry],
  });
  private readonly duration = new Histogram({
    name: 'amalthea_cmp_request_duration_seconds',
    help: 'Time from the start of a call to its answer.',
    labelNames: ['method'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers: [this.registry],
  });
  private readonly received = new Counter({
    name: 'amalthea_cmp_received_bytes_total',
    help: 'Bytes of compressed archives.',
    registers: [this.registry],
  });
  private readonly manifests = new Counter({
    name: 'amalthea_cmp_manifests_total',
    help: 'Manifests delivered.',
    registers: [this.registry],
  });

  constructor(load: Load) {
    this.gauge(
      'amalthea_cmp_active_requests',
      'Calls that are received or rendered now.',
      () => load.activeCount,
    );
    this.gauge(
      'amalthea_cmp_waiting_requests',
      'Calls that wait for a place.',
      () => load.waitingCount,
    );
  }

  private gauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [],
      collect: () => gauge.set(read()),
    });
    this.registry.registerMetric(gauge);
  }

  /** Adds the metrics of the process itself; once per process. */
  collectProcessMetrics(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Counts one call. */
  observe(
    method: string,
    code: string,
    milliseconds: number,
    receivedBytes: number,
    manifests: number,
  ): void {
    this.requests.inc({ method, code });
    this.duration.observe({ method }, milliseconds / 1000);
    this.received.inc(receivedBytes);
    this.manifests.inc(manifests);
  }
}
