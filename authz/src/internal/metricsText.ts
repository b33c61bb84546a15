import { readdirSync } from 'node:fs';
import { Counters } from './Counters';
import { DurationHistogram } from './DurationHistogram';

export interface MetricSources {
  readonly counters: Counters;
  readonly openSockets: () => number;
  readonly upstreamConnections: () => number;
  readonly isReady: () => boolean;
}

type Samples = number | Readonly<Record<string, number>>;

/** Content type of the text format. */
export const metricsContentType = 'text/plain; version=0.0.4; charset=utf-8';

const processStartSeconds = Math.round(Date.now() / 1000 - process.uptime());

/** Names, helps and outcomes are constants of this program, so nothing needs escaping. */
function metric(
  name: string,
  help: string,
  type: string,
  samples: Samples,
): string {
  const lines =
    typeof samples === 'number'
      ? `${name} ${samples}\n`
      : Object.entries(samples)
          .map(([outcome, value]) => `${name}{outcome="${outcome}"} ${value}\n`)
          .join('');
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines}`;
}

function histogram(
  name: string,
  help: string,
  durations: DurationHistogram,
): string {
  const buckets = durations.cumulative();
  const total = buckets.at(-1)?.[1] ?? 0;
  return [
    `# HELP ${name} ${help}\n# TYPE ${name} histogram\n`,
    ...buckets.map(
      ([bound, count]) => `${name}_bucket{le="${bound}"} ${count}\n`,
    ),
    `${name}_sum ${durations.sumSeconds}\n${name}_count ${total}\n`,
  ].join('');
}

function openFileDescriptors(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    // Not Linux.
    return 0;
  }
}

const counter = (name: string, help: string, samples: Samples) =>
  metric(name, help, 'counter', samples);
const gauge = (name: string, help: string, value: number) =>
  metric(name, help, 'gauge', value);

/**
 * The process's numbers in Prometheus' text format. Written by hand, because a library for it costs more memory than
 * everything that is counted (docs/adr/0041).
 */
export function metricsText(sources: MetricSources): string {
  const { counters } = sources;
  const cpu = process.cpuUsage();
  const memory = process.memoryUsage();
  return [
    counter(
      'amalthea_authz_requests_total',
      'Requests by how they ended.',
      counters.requests,
    ),
    counter(
      'amalthea_authz_websockets_total',
      'WebSocket upgrades by how they ended.',
      counters.webSockets,
    ),
    histogram(
      'amalthea_authz_request_duration_seconds',
      'Time from request to the end of its answer.',
      counters.requestDuration,
    ),
    counter(
      'amalthea_authz_sign_ins_total',
      'Answers of the provider to sign-ins by how they ended.',
      counters.signIns,
    ),
    counter(
      'amalthea_authz_refreshes_total',
      'Refreshes of sessions by how they ended.',
      counters.refreshes,
    ),
    counter(
      'amalthea_authz_logouts_total',
      'Orders to end sessions by where they came from.',
      counters.logouts,
    ),
    counter(
      'amalthea_authz_wrong_tokens_total',
      'Tokens that were shown and are not that of the server.',
      counters.wrongTokens,
    ),
    counter(
      'amalthea_authz_malformed_requests_total',
      'Requests that the parser refused.',
      counters.malformedRequests,
    ),
    counter(
      'amalthea_authz_session_sockets_closed_total',
      'Sockets closed because their session ended.',
      counters.sessionSocketsClosed,
    ),
    counter(
      'amalthea_authz_config_reloads_total',
      'Configurations taken over while running.',
      counters.configReloads,
    ),
    counter(
      'amalthea_authz_config_reload_failures_total',
      'Configurations refused while running.',
      counters.configReloadFailures,
    ),
    counter(
      'amalthea_authz_uncaught_exceptions_total',
      'Errors that no code expected; each is a defect.',
      counters.uncaughtExceptions,
    ),
    gauge(
      'amalthea_authz_websockets_open',
      'Open WebSockets.',
      sources.openSockets(),
    ),
    gauge(
      'amalthea_authz_upstream_connections',
      'Connections to the server.',
      sources.upstreamConnections(),
    ),
    gauge(
      'amalthea_authz_ready',
      '1 when people can sign in.',
      sources.isReady() ? 1 : 0,
    ),
    counters.isProviderReachable === undefined
      ? ''
      : gauge(
          'amalthea_authz_provider_reachable',
          '1 when the OpenID provider answered the last question.',
          counters.isProviderReachable ? 1 : 0,
        ),
    counter(
      'process_cpu_seconds_total',
      'CPU time of the process in seconds.',
      (cpu.user + cpu.system) / 1e6,
    ),
    gauge(
      'process_resident_memory_bytes',
      'Resident memory of the process.',
      memory.rss,
    ),
    gauge(
      'process_start_time_seconds',
      'Start of the process, seconds since the epoch.',
      processStartSeconds,
    ),
    gauge('process_open_fds', 'Open file descriptors.', openFileDescriptors()),
    gauge(
      'nodejs_heap_size_used_bytes',
      'Used part of the heap.',
      memory.heapUsed,
    ),
    gauge(
      'nodejs_heap_size_total_bytes',
      'Size of the heap.',
      memory.heapTotal,
    ),
  ].join('');
}
