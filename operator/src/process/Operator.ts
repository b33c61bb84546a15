import {
  Clock,
  EventRecorder,
  KubeClient,
  KubernetesObject,
  Leadership,
  LeaseElector,
  systemClock,
} from '@amalthea/kube';
import { randomBytes } from 'node:crypto';
import { Logger } from 'pino';

import { Caches } from '../controller/Caches';
import { Executor } from '../controller/Executor';
import { builtInChildren, kindOf } from '../controller/kinds';
import { Observer } from '../controller/Observer';
import { Reconciler } from '../controller/Reconciler';
import { ServerQueue } from '../controller/ServerQueue';
import { ApiServerMonitor } from '../observability/ApiServerMonitor';
import { gauges } from '../observability/gauges';
import { Health } from '../observability/Health';
import { OperatorHttpServer } from '../observability/OperatorHttpServer';
import { OperatorMetrics } from '../observability/OperatorMetrics';
import { SessionMetrics } from '../observability/SessionMetrics';
import { PlanConfig } from '../plan/PlanConfig';
import { rehearse } from '../rehearsal/rehearse';
import { renderConfigOf } from '../settings/renderConfigOf';
import { OperatorSettings } from '../settings/settingsTable';

/** What an operator is made of. */
export interface OperatorOptions {
  readonly settings: OperatorSettings;
  /** Makes a client with sockets of its own; it must report to the metrics given to it. */
  readonly connect: (metrics: OperatorMetrics['client']) => KubeClient;
  readonly operatorNamespace: string;
  /** Unique for each process. */
  readonly identity: string;
  readonly log: Logger;
  readonly clock?: Clock;
}

/** How long a pass may take. */
const passMilliseconds = 120_000;

/** The whole operator: mirrors, election, work, health. */
export class Operator {
  readonly metrics = new OperatorMetrics();
  readonly #options: OperatorOptions;
  readonly #clock: Clock;
  readonly #client: KubeClient;
  /** In a burst on a slow API server a renewal must not wait behind hundreds of writes: the lease would be lost. */
  readonly #leaseClient: KubeClient;
  readonly #monitor: ApiServerMonitor;
  readonly #caches: Caches;
  readonly #health: Health;
  readonly #http: OperatorHttpServer;
  readonly #sessions: SessionMetrics;
  #queue: ServerQueue | undefined;

  constructor(options: OperatorOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#monitor = new ApiServerMonitor(options.log);
    const clientMetrics: OperatorMetrics['client'] = {
      ...this.metrics.client,
      requestFinished: request => {
        this.metrics.client.requestFinished(request);
        if (/^[1-4]/.test(request.code)) {
          this.#monitor.answered();
          this.#health.apiServerAnswered();
        }
      },
    };
    this.#client = options.connect(clientMetrics);
    this.#leaseClient = options.connect(clientMetrics);
    const { settings } = options;
    this.#caches = new Caches({
      client: this.#client,
      scope: this.scope(),
      extraChildren: settings.extraChildResources,
      onChange: (key, change, initial) =>
        this.#queue?.changed(key, change, initial),
      onError: this.#monitor.watchFailed,
      onRecovered: this.#monitor.watchRecovered,
    });
    this.#health = new Health({
      clock: this.#clock,
      watchAges: () => this.#caches.ages(),
      unsynced: () => this.#caches.unsynced,
    });
    this.#http = new OperatorHttpServer(this.#health, this.metrics.registry);
    this.#sessions = new SessionMetrics(this.metrics.registry, () =>
      this.#clock.monotonicMilliseconds(),
    );
    this.registerGauges();
  }

  /**
   * Runs until `signal` is aborted; then finishes what it has begun and releases the lease.
   *
   * @param onListening - told the port of the HTTP server
   * @throws when the port is in use
   */
  async run(
    signal: AbortSignal,
    onListening?: (port: number) => void,
  ): Promise<void> {
    const { settings, log } = this.#options;
    const port = await this.#http.listen(settings.httpPort, settings.httpHost);
    log.info({ port }, 'Health and metrics are served.');
    onListening?.(port);
    this.#health.start();
    this.#caches.start();
    try {
      await this.#caches.waitForSync(signal);
      if (!signal.aborted) {
        log.info(
          { servers: this.#caches.serverCount },
          'All mirrors are filled.',
        );
        await Promise.all([this.compete(signal), this.rehearse(signal)]);
      }
    } finally {
      this.#health.shuttingDown();
      await this.#caches.stop();
      this.#health.stop();
      await this.#http.close();
      await Promise.all([this.#client.close(), this.#leaseClient.close()]);
    }
  }

  /** A failure of it costs the first servers a moment, and nothing else. */
  private async rehearse(signal: AbortSignal): Promise<void> {
    const { settings, log, operatorNamespace } = this.#options;
    try {
      await rehearse({
        render: renderConfigOf(settings, operatorNamespace),
        plan: this.planConfig(),
        signal,
        now: () => this.#clock.now(),
        monotonicMilliseconds: () => this.#clock.monotonicMilliseconds(),
      });
    } catch (error) {
      log.warn({ err: error }, 'The rehearsal of passes failed.');
    }
  }

  private async compete(signal: AbortSignal): Promise<void> {
    const { settings, log, identity, operatorNamespace } = this.#options;
    if (!settings.leaderElection) {
      await this.lead(
        { signal: new AbortController().signal, assert: () => {} },
        signal,
      );
      return;
    }
    const elector = new LeaseElector({
      client: this.#leaseClient,
      lease: { namespace: operatorNamespace, name: settings.leaseName },
      identity,
      clock: this.#clock,
      onError: error =>
        log.warn({ err: error }, 'The lease could not be read or renewed.'),
    });
    log.info({ identity, lease: settings.leaseName }, 'Waiting for the lease.');
    await elector.run(signal, leadership => this.lead(leadership, signal));
  }

  /** One term: everything is looked at once, then what changes. */
  private async lead(leadership: Leadership, stop: AbortSignal): Promise<void> {
    const { log, settings } = this.#options;
    const events = new EventRecorder({
      client: this.#client,
      reportingController: 'amalthea.dev/operator',
      reportingInstance: this.#options.identity,
      clock: this.#clock,
      beforeAttempt: leadership.assert,
      onDropped: this.metrics.countDroppedEvent,
    });
    const queue = this.createQueue(events);
    this.#queue = queue;
    this.metrics.leading(true);
    log.info('This process leads.');
    try {
      for (const key of this.#caches.serverKeys()) {
        queue.add(key, 'low');
      }
      await queue.run(leadership, stop);
      await events.flush();
    } finally {
      this.#queue = undefined;
      this.metrics.leading(false);
      log.info(
        settings.leaderElection
          ? 'This process does not lead any more.'
          : 'Work has ended.',
      );
    }
  }

  private createQueue(events: EventRecorder): ServerQueue {
    const { settings, log, operatorNamespace } = this.#options;
    const kinds = [...builtInChildren, ...settings.extraChildResources];
    const byKind = new Map(kinds.map(resource => [kindOf(resource), resource]));
    const resourceOf = (apiVersion: string, kind: string) =>
      byKind.get(`${apiVersion} ${kind}`);
    const { countWrite } = this.metrics;
    const client = this.#client;
    const reconciler = new Reconciler({
      client,
      observer: new Observer(
        this.#caches,
        client,
        renderConfigOf(settings, operatorNamespace),
      ),
      executor: new Executor({ client, resourceOf, randomBytes, countWrite }),
      config: this.planConfig(),
      clock: this.#clock,
      resourceOf,
      events,
      onTransition: transition => {
        this.#sessions.record(transition);
        log.info(
          {
            server: nameOf(transition.server),
            from: transition.from,
            to: transition.to,
          },
          'A server changed its state.',
        );
      },
      countWrite,
    });
    return new ServerQueue({
      caches: this.#caches,
      reconciler,
      metrics: this.metrics,
      log,
      clock: this.#clock,
      concurrency: settings.concurrency,
      passMilliseconds,
      onDeleted: this.#sessions.deleted,
    });
  }

  private planConfig(): PlanConfig {
    const { settings } = this.#options;
    const kinds = [...builtInChildren, ...settings.extraChildResources];
    return {
      childKinds: new Set(kinds.map(kindOf)),
      initContainerRestartLimit: settings.initContainerRestartLimit,
      containerRestartLimit: settings.containerRestartLimit,
    };
  }

  private scope(): readonly string[] | undefined {
    const { settings, operatorNamespace } = this.#options;
    if (settings.clusterWide) {
      return undefined;
    }
    return settings.namespaces.length > 0
      ? [...new Set(settings.namespaces)]
      : [operatorNamespace];
  }

  private registerGauges(): void {
    const { metrics } = this;
    const ages = () =>
      [...this.#caches.ages()].map(([resource, age]): [string, number] => [
        resource,
        age / 1000,
      ]);
    metrics.observe(gauges.servers, () => this.#caches.serverCount);
    metrics.observe(gauges.watchAge, () => new Map(ages()));
    metrics.observe(
      gauges.eventLoopLag,
      () => this.#health.lagMilliseconds / 1000,
    );
    metrics.observe(
      gauges.longestPass,
      () => (this.#queue?.longestRunningMilliseconds ?? 0) / 1000,
    );
    metrics.observe(
      gauges.unfinishedWork,
      () => (this.#queue?.unfinishedMilliseconds ?? 0) / 1000,
    );
    metrics.observe(
      gauges.concurrency,
      () => this.#options.settings.concurrency,
    );
  }
}

function nameOf(server: KubernetesObject): string {
  return `${server.metadata?.namespace}/${server.metadata?.name}`;
}
