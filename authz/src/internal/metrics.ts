import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { Counters } from './Counters';

export interface MetricSources {
  readonly counters: Counters;
  readonly openSockets: () => number;
  readonly upstreamConnections: () => number;
  readonly isReady: () => boolean;
}

/** Turns the process's numbers into Prometheus metrics when somebody asks. */
export function createRegistry(sources: MetricSources): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { counters } = sources;

  const byOutcome = (
    name: string,
    help: string,
    numbers: Record<string, number>,
  ) =>
    new Counter({
      name,
      help,
      labelNames: ['outcome'],
      registers: [registry],
      collect() {
        this.reset();
        for (const [outcome, value] of Object.entries(numbers))
          this.inc({ outcome }, value);
      },
    });
  const total = (name: string, help: string, value: () => number) =>
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });

  byOutcome(
    'amalthea_authz_requests_total',
    'Requests by how they ended.',
    counters.requests,
  );
  byOutcome(
    'amalthea_authz_websockets_total',
    'WebSocket upgrades by how they ended.',
    counters.webSockets,
  );
  total(
    'amalthea_authz_request_seconds_total',
    'Time from request to answer, summed.',
    () => counters.requestSeconds,
  );
  total(
    'amalthea_authz_malformed_requests_total',
    'Requests that the parser refused.',
    () => counters.malformedRequests,
  );
  total(
    'amalthea_authz_session_sockets_closed_total',
    'Sockets closed because their session ended.',
    () => counters.sessionSocketsClosed,
  );
  total(
    'amalthea_authz_config_reloads_total',
    'Configurations taken over while running.',
    () => counters.configReloads,
  );
  total(
    'amalthea_authz_config_reload_failures_total',
    'Configurations refused while running.',
    () => counters.configReloadFailures,
  );
  total(
    'amalthea_authz_uncaught_exceptions_total',
    'Errors that no code expected; each is a defect.',
    () => counters.uncaughtExceptions,
  );
  gauge(
    'amalthea_authz_websockets_open',
    'Open WebSockets.',
    sources.openSockets,
  );
  gauge(
    'amalthea_authz_upstream_connections',
    'Connections to the server.',
    sources.upstreamConnections,
  );
  gauge('amalthea_authz_ready', '1 when people can sign in.', () =>
    sources.isReady() ? 1 : 0,
  );
  return registry;
}
