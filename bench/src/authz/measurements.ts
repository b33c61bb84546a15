import { Bench, Candidate } from './Bench';
import { load, Load, memory } from './load';
import { stream } from './streams';
import { messages, openAndClose } from './webSockets';

export interface Measurements {
  /** By candidate: one load per round. */
  readonly busy: ReadonlyMap<string, readonly Load[]>;
  readonly single: ReadonlyMap<string, readonly Load[]>;
  /** `candidate direction`: CPU milliseconds per 100 MB, one per round. */
  readonly streams: ReadonlyMap<string, readonly number[]>;
  /** `candidate bytes`: CPU microseconds per message, one per round. */
  readonly messages: ReadonlyMap<string, readonly number[]>;
  readonly memoryIdle: ReadonlyMap<string, number>;
  readonly memoryBusy: ReadonlyMap<string, number>;
  readonly coldStartMilliseconds: readonly number[];
  readonly soakGrowthMegabytes: number;
}

const rounds = 5;
const streamRounds = 5;
const busyConnections = 32;
const messageSizes: readonly (readonly [bytes: number, total: number])[] = [
  [256, 24_000],
  [16_384, 6_000],
  [262_144, 800],
];
export const soakSockets = 20_000;
const soakWarmUp = 4_000;
const warmUpRequests = 60_000;
const mostWarmUpSeconds = 20;

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

/** Visits all candidates in turn, in opposite order every other round, so that outside load hits them alike. */
export async function measure(
  bench: Bench,
  progress: (message: string) => void,
): Promise<Measurements> {
  const busy = new Map<string, Load[]>();
  const single = new Map<string, Load[]>();
  const streams = new Map<string, number[]>();
  const perMessage = new Map<string, number[]>();
  const memoryIdle = new Map<string, number>();
  for (const candidate of bench.candidates)
    memoryIdle.set(candidate.name, await memory(candidate));

  progress('warming up');
  for (const candidate of bench.candidates) await warmUp(bench, candidate);
  for (let round = 0; round < rounds; round += 1) {
    progress(`requests, round ${round + 1} of ${rounds}`);
    const order =
      round % 2 === 0 ? bench.candidates : bench.candidates.toReversed();
    for (const candidate of order) {
      push(
        busy,
        candidate.name,
        await load(bench, candidate, busyConnections, 2),
      );
      push(single, candidate.name, await load(bench, candidate, 1, 1));
    }
  }
  const memoryBusy = new Map<string, number>();
  for (const candidate of bench.candidates)
    memoryBusy.set(candidate.name, await memory(candidate));

  const pair = ['nginx', 'authz'].map(name => bench.candidate(name));
  progress('100 MB down and up');
  for (let round = 0; round < streamRounds + 1; round += 1) {
    for (const candidate of pair) {
      for (const direction of [
        'download',
        'upload',
        'chunked upload',
      ] as const) {
        const milliseconds = await stream(bench, candidate, direction);
        if (round > 0)
          push(streams, `${candidate.name} ${direction}`, milliseconds);
      }
    }
  }
  for (const [bytes, total] of messageSizes) {
    progress(`WebSocket messages of ${bytes} bytes`);
    for (let round = 0; round < 4; round += 1) {
      for (const candidate of pair) {
        const microseconds = await messages(candidate, bytes, total);
        if (round > 0)
          push(perMessage, `${candidate.name} ${bytes}`, microseconds);
      }
    }
  }

  progress(`${soakSockets} WebSockets opened and closed`);
  const authz = bench.candidate('authz');
  await openAndClose(authz, soakWarmUp);
  const before = await settledMemory(() => memory(authz));
  await openAndClose(authz, soakSockets);
  const after = await settledMemory(() => memory(authz));

  progress('cold starts');
  const coldStartMilliseconds: number[] = [];
  for (let turn = 0; turn < 5; turn += 1)
    coldStartMilliseconds.push(await bench.startAuthzOnce());
  return {
    busy,
    single,
    streams,
    messages: perMessage,
    memoryIdle,
    memoryBusy,
    coldStartMilliseconds,
    soakGrowthMegabytes: after - before,
  };
}

/** Until the code that runs is compiled: by count, because a busy machine does little in a second. */
async function warmUp(bench: Bench, candidate: Candidate): Promise<void> {
  let requests = 0;
  for (
    let turn = 0;
    turn < mostWarmUpSeconds && requests < warmUpRequests;
    turn += 1
  ) {
    requests += (await load(bench, candidate, busyConnections, 1)).requests;
  }
}

/** Closed sockets are gone after a moment. */
async function settledMemory(read: () => Promise<number>): Promise<number> {
  await new Promise(later => setTimeout(later, 1_000));
  return read();
}
