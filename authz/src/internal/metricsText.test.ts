import { Counters } from './Counters';
import { metricsText } from './metricsText';

interface Family {
  readonly type: string;
  readonly samples: Map<string, number>;
}

/** Reads the text format as strictly as Prometheus and promtool do; throws for what they refuse or complain about. */
function parse(exposition: string): Map<string, Family> {
  const families = new Map<string, Family>();
  const lines = exposition.split('\n');
  if (lines.pop() !== '') throw new Error('the last line has no end');
  let name = '';
  for (const line of lines) {
    const help = /^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (\S[^\n]*)$/.exec(line);
    if (help) {
      name = help[1] ?? '';
      if (families.has(name)) throw new Error(`${name} comes twice`);
      families.set(name, { type: '', samples: new Map() });
      continue;
    }
    const family = families.get(name);
    if (!family) throw new Error(`no HELP before: ${line}`);
    const type = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(line);
    if (type) {
      if (type[1] !== name || family.type) throw new Error(`odd: ${line}`);
      families.set(name, { ...family, type: type[2] ?? '' });
      continue;
    }
    const sample =
      /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-zA-Z_]\w*="[^"\\\n]*"\})? ([^ ]+)$/.exec(
        line,
      );
    if (!sample || !family.type) throw new Error(`unreadable: ${line}`);
    const [, of = '', labels = '', number = ''] = sample;
    const stem =
      family.type === 'histogram'
        ? of.replace(/_(?:bucket|sum|count)$/, '')
        : of;
    if (stem !== name) throw new Error(`${of} stands below ${name}`);
    if (family.type === 'counter' && !name.endsWith('_total'))
      throw new Error(`${name} is a counter without _total`);
    if (family.type !== 'counter' && name.endsWith('_total'))
      throw new Error(`${name} is no counter`);
    const value = Number(number);
    if (number === '' || Number.isNaN(value))
      throw new Error(`no number: ${line}`);
    if (family.samples.has(of + labels)) throw new Error(`twice: ${line}`);
    family.samples.set(of + labels, value);
  }
  return families;
}

function text(counters: Counters = new Counters()): string {
  return metricsText({
    counters,
    openSockets: () => 3,
    upstreamConnections: () => 2,
    isReady: () => false,
  });
}

it('is the text format of Prometheus, with help, type and samples for each name', () => {
  const families = parse(text());
  expect(families.size).toBeGreaterThan(15);
  for (const [name, { samples }] of families)
    expect([name, samples.size]).not.toEqual([name, 0]);
});

it('says what was counted', () => {
  const counters = new Counters();
  counters.requests.forwarded = 7;
  counters.webSockets.cross_site = 1;
  counters.signIns.completed = 2;
  counters.refreshes.ended = 3;
  counters.logouts.backchannel = 4;
  counters.wrongTokens = 5;
  const said = text(counters);
  for (const line of [
    'amalthea_authz_requests_total{outcome="forwarded"} 7',
    'amalthea_authz_websockets_total{outcome="cross_site"} 1',
    'amalthea_authz_sign_ins_total{outcome="completed"} 2',
    'amalthea_authz_refreshes_total{outcome="ended"} 3',
    'amalthea_authz_logouts_total{outcome="backchannel"} 4',
    'amalthea_authz_wrong_tokens_total 5',
    'amalthea_authz_websockets_open 3',
    'amalthea_authz_ready 0',
  ])
    expect(said).toContain(`\n${line}\n`);
});

it('has a histogram whose buckets rise to the count', () => {
  const counters = new Counters();
  for (const seconds of [0, 0.005, 0.006, 2, 600])
    counters.requestDuration.observe(seconds);
  const name = 'amalthea_authz_request_duration_seconds';
  const { type, samples } = parse(text(counters)).get(name) ?? {};
  expect(type).toBe('histogram');
  expect([...(samples ?? [])]).toEqual([
    [`${name}_bucket{le="0.005"}`, 2],
    [`${name}_bucket{le="0.025"}`, 3],
    [`${name}_bucket{le="0.1"}`, 3],
    [`${name}_bucket{le="0.5"}`, 3],
    [`${name}_bucket{le="2.5"}`, 4],
    [`${name}_bucket{le="10"}`, 4],
    [`${name}_bucket{le="+Inf"}`, 5],
    [`${name}_sum`, 602.011],
    [`${name}_count`, 5],
  ]);
});

it('speaks of the provider only where there is one', () => {
  const counters = new Counters();
  expect(text(counters)).not.toContain('provider_reachable');
  counters.isProviderReachable = false;
  expect(text(counters)).toContain('amalthea_authz_provider_reachable 0\n');
});
