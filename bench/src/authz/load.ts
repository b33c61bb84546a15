import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Bench, Candidate } from './Bench';

const run = promisify(execFile);

export interface Load {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly cpuMicrosecondsPerRequest: number;
  readonly p50Microseconds: number;
  readonly p99Microseconds: number;
}

/** What a browser on a JupyterLab page sends along, besides the session. */
const browserHeaders: Readonly<Record<string, string>> = {
  'User-Agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  Accept: '*/*',
  'Accept-Language': 'en-US,en;q=0.9',
  'Accept-Encoding': 'gzip, deflate, br',
  'Cache-Control': 'no-store',
  'X-XSRFToken': '2|5d1f3b0e|9a0c9d6f4d3b5b1e7c1a2f3e4d5c6b7a|1790000000',
  'Sec-Fetch-Site': 'same-origin',
  'Sec-Fetch-Mode': 'cors',
  'Sec-Fetch-Dest': 'empty',
};
const jupyterCookies = `_xsrf=2|5d1f3b0e|9a0c9d6f4d3b5b1e7c1a2f3e4d5c6b7a|1790000000; username-host="2|1:0|10:1790000000|${'a'.repeat(
  360,
)}"`;

/** A round with fewer requests says nothing: the machine was busy with something else. */
const fewestRequests = 200;
const mostAttempts = 6;

/** Loads one candidate with wrk, with its session, for some seconds. Throws when an answer is no success. */
export async function load(
  bench: Bench,
  candidate: Candidate,
  connections: number,
  seconds: number,
): Promise<Load> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await loadOnce(bench, candidate, connections, seconds);
    if (result.requests >= fewestRequests) return result;
    if (attempt === mostAttempts)
      throw new Error(
        `${candidate.name} does not serve: ${result.requests} requests in ${seconds} s.`,
      );
  }
}

async function loadOnce(
  bench: Bench,
  candidate: Candidate,
  connections: number,
  seconds: number,
): Promise<Load> {
  const script = join(bench.directory, 'load.lua');
  const cookie = [candidate.cookie, jupyterCookies].filter(Boolean).join('; ');
  const headers = Object.entries({
    ...browserHeaders,
    Referer: `http://127.0.0.1:${candidate.port}/lab`,
    Cookie: cookie,
  });
  await writeFile(
    script,
    `${headers
      .map(
        ([name, value]) =>
          `wrk.headers[${JSON.stringify(name)}] = ${JSON.stringify(value)}`,
      )
      .join('\n')}
done = function(summary, latency)
  io.write(string.format("RESULT %d %d %d %d %d %d\\n", summary.requests, summary.duration, summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.timeout, latency:percentile(50), latency:percentile(99)))
end
`,
  );
  const before = await cpu(candidate);
  const args = [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '-s',
    script,
    `http://127.0.0.1:${candidate.port}/api/status`,
  ];
  const pinned =
    bench.loadCore === undefined
      ? ['wrk', ...args]
      : ['taskset', '-c', String(bench.loadCore), 'wrk', ...args];
  const { stdout } = await run(pinned[0] as string, pinned.slice(1));
  const after = await cpu(candidate);
  const [
    requests = 0,
    microseconds = 1,
    refused = 0,
    failed = 0,
    p50 = 0,
    p99 = 0,
  ] = (/RESULT ([\d ]+)/.exec(stdout)?.[1] ?? '').split(' ').map(Number);
  if (refused > 0 || failed > 0)
    throw new Error(`${candidate.name} does not serve: ${stdout}`);
  return {
    requests,
    requestsPerSecond: (requests * 1_000_000) / microseconds,
    cpuMicrosecondsPerRequest: (after - before) / Math.max(requests, 1),
    p50Microseconds: p50,
    p99Microseconds: p99,
  };
}

export async function cpu(candidate: Candidate): Promise<number> {
  let sum = 0;
  for (const processes of candidate.processes)
    sum += await processes.cpuMicroseconds();
  return sum;
}

export async function memory(candidate: Candidate): Promise<number> {
  let sum = 0;
  for (const processes of candidate.processes)
    sum += await processes.residentMegabytes();
  return sum;
}
