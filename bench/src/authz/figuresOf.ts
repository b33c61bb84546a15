import { Figure, figure, Goal } from '../figures';
import { Load } from './load';
import { Measurements, soakSockets } from './measurements';

/** CPU per request of Amalthea classic's chain, in nginx's: measured once on a machine of this kind, stable to 5 %. */
const classicInNginx = 57;
/** Memory of classic's three proxies, idle and under load, in megabytes. */
const classicMemory = { idle: 120, busy: 156 };

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle] ?? NaN
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** The median over rounds of the ratio within a round, so that outside load cancels out. */
export function pairedRatio(
  values: readonly number[],
  by: readonly number[],
): number {
  return median(values.map((value, round) => value / (by[round] ?? NaN)));
}

const pick = (
  loads: readonly Load[] | undefined,
  field: keyof Load,
): number[] => (loads ?? []).map(load => load[field]);

/** The lines of the table, with the goals that the design set itself as ratios. */
export function figuresOf(measured: Measurements): readonly Figure[] {
  const { busy, single, streams, messages } = measured;
  const cpuPer = (name: string) =>
    pick(busy.get(name), 'cpuMicrosecondsPerRequest');
  const cpuRatio = (name: string, by: string) =>
    pairedRatio(cpuPer(name), cpuPer(by));
  const ratio = (text: string, value: number, goal?: Goal) =>
    figure(text, value, 'x', goal);
  const stream = (direction: string) =>
    pairedRatio(
      streams.get(`authz ${direction}`) ?? [],
      streams.get(`nginx ${direction}`) ?? [],
    );
  const message = (bytes: number) =>
    pairedRatio(
      messages.get(`authz ${bytes}`) ?? [],
      messages.get(`nginx ${bytes}`) ?? [],
    );
  const toNginx = cpuRatio('authz', 'nginx');
  return [
    ratio('CPU per authorised request, authz / nginx without auth', toNginx, {
      atMost: 3.5,
    }),
    ratio(
      'CPU per request, classic (57 x nginx) / authz',
      classicInNginx / toNginx,
      { atLeast: 15 },
    ),
    ratio(
      'CPU per request, oauth2-proxy / authz',
      cpuRatio('oauth2-proxy', 'authz'),
      { atLeast: 4 },
    ),
    ratio(
      'CPU per request, nginx+oauth2-proxy / authz',
      cpuRatio('nginx+oauth2-proxy', 'authz'),
      { atLeast: 2.2 },
    ),
    ratio(
      'CPU per request, apache+mod_auth_openidc / authz',
      cpuRatio('apache+mod_auth_openidc', 'authz'),
      { atLeast: 3 },
    ),
    ratio(
      'CPU per request, authz / nginx+authz (forward-auth)',
      cpuRatio('authz', 'nginx+authz'),
      { atMost: 1.2 },
    ),
    ratio(
      'CPU per request, nginx+oauth2-proxy / nginx+authz (forward-auth)',
      cpuRatio('nginx+oauth2-proxy', 'nginx+authz'),
      { atLeast: 2.3 },
    ),
    ratio(
      'CPU per request, nginx+oauth2-proxy / nginx+node:http that allows everybody',
      cpuRatio('nginx+oauth2-proxy', 'nginx+node:http'),
    ),
    ratio(
      'CPU per request, caddy+authz / nginx without auth',
      cpuRatio('caddy+authz', 'nginx'),
    ),
    ratio(
      'requests per second on one core, authz / nginx without auth',
      pairedRatio(
        pick(busy.get('authz'), 'requestsPerSecond'),
        pick(busy.get('nginx'), 'requestsPerSecond'),
      ),
      { atLeast: 0.28 },
    ),
    ratio(
      'p50 at 1 connection, authz / nginx',
      pairedRatio(
        pick(single.get('authz'), 'p50Microseconds'),
        pick(single.get('nginx'), 'p50Microseconds'),
      ),
      { atMost: 1.3 },
    ),
    ratio(
      'p99 at 32 connections, authz / nginx',
      pairedRatio(
        pick(busy.get('authz'), 'p99Microseconds'),
        pick(busy.get('nginx'), 'p99Microseconds'),
      ),
      { atMost: 6.5 },
    ),
    ratio('CPU per byte down, authz / nginx', stream('download'), {
      atMost: 0.7,
    }),
    ratio('CPU per byte up, authz / nginx', stream('upload'), { atMost: 2.5 }),
    ratio(
      'CPU per byte up in chunks, authz / nginx',
      stream('chunked upload'),
      { atMost: 2.5 },
    ),
    ratio('CPU per WebSocket message of 256 B, authz / nginx', message(256), {
      atMost: 1.8,
    }),
    ratio('CPU per WebSocket message of 16 KB, authz / nginx', message(16_384)),
    ratio(
      'CPU per WebSocket message of 256 KB, authz / nginx',
      message(262_144),
    ),
    figure(
      'memory idle, authz',
      measured.memoryIdle.get('authz') ?? NaN,
      'MB',
      { atMost: classicMemory.idle * 0.55 },
    ),
    figure(
      'memory under load, authz',
      measured.memoryBusy.get('authz') ?? NaN,
      'MB',
      { atMost: Math.round(classicMemory.busy * 0.6) },
    ),
    figure(
      'cold start to ready, discovery included',
      median(measured.coldStartMilliseconds),
      'ms',
      { atMost: 250 },
    ),
    figure(
      `memory growth over ${soakSockets} WebSockets`,
      measured.soakGrowthMegabytes,
      'MB',
      { atMost: 5 },
    ),
    ...[...busy.keys()].flatMap(name => [
      figure(`${name}: CPU per request`, median(cpuPer(name)), 'µs'),
      figure(
        `${name}: requests per second`,
        median(pick(busy.get(name), 'requestsPerSecond')),
        '1/s',
      ),
      figure(
        `${name}: p50 at 1 connection`,
        median(pick(single.get(name), 'p50Microseconds')),
        'µs',
      ),
      figure(
        `${name}: p99 at 32 connections`,
        median(pick(busy.get(name), 'p99Microseconds')) / 1000,
        'ms',
      ),
      figure(
        `${name}: memory under load`,
        measured.memoryBusy.get(name) ?? NaN,
        'MB',
      ),
    ]),
  ];
}
