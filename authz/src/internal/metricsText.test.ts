import { Counters } from './Counters';
import { metricsText } from './metricsText';

const line =
  /^(?:# HELP [a-z_]+ [^\n]+|# TYPE [a-z_]+ (?:counter|gauge)|[a-z_]+(?:\{outcome="[a-z_]+"\})? -?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/;

function text(counters: Counters = new Counters()): string {
  return metricsText({
    counters,
    openSockets: () => 3,
    upstreamConnections: () => 2,
    isReady: () => false,
  });
}

it('is the text format of Prometheus, line by line', () => {
  const lines = text().split('\n');
  expect(lines.pop()).toBe('');
  expect(lines.filter(each => !line.test(each))).toEqual([]);
});

it('says what was counted', () => {
  const counters = new Counters();
  counters.requests.forwarded = 7;
  counters.webSockets.cross_site = 1;
  expect(text(counters)).toContain(
    'amalthea_authz_requests_total{outcome="forwarded"} 7\n',
  );
  expect(text(counters)).toContain(
    'amalthea_authz_websockets_total{outcome="cross_site"} 1\n',
  );
  expect(text(counters)).toContain('amalthea_authz_websockets_open 3\n');
  expect(text(counters)).toContain('amalthea_authz_ready 0\n');
});

it('names each metric once', () => {
  const names = [...text().matchAll(/^# TYPE (\S+)/gm)].map(match => match[1]);
  expect(new Set(names).size).toBe(names.length);
});
