import type {
  AmaltheaApi,
  StreamMessage,
} from '@amalthea/plugin-amalthea-common';
import { followStream, type StreamConnection } from './followStream';

const message: StreamMessage = { type: 'snapshot', servers: [], clusters: [] };

/** Follows streams that behave as `connections` say, one after the other, then stops. */
async function follow(
  connections: ReadonlyArray<ReadonlyArray<string | Error>>,
) {
  const controller = new AbortController();
  const lastEventIds: Array<string | undefined> = [];
  const seen: StreamConnection[] = [];
  const pauses: number[] = [];
  const messages: StreamMessage[] = [];
  let next = 0;
  const api: Pick<AmaltheaApi, 'stream'> = {
    async *stream(options) {
      lastEventIds.push(options?.lastEventId);
      const events = connections[next];
      next += 1;
      for (const event of events) {
        if (event instanceof Error) {
          throw event;
        }
        yield { id: event, message };
      }
    },
  };
  await followStream({
    api,
    signal: controller.signal,
    onMessage: received => messages.push(received),
    onConnection: connection => seen.push(connection),
    sleep: async milliseconds => {
      pauses.push(milliseconds);
      if (next === connections.length) {
        controller.abort();
      }
    },
    random: () => 1 - Number.EPSILON,
  });
  return { lastEventIds, seen, pauses, messages };
}

describe('followStream', () => {
  it('connects again after the end, where the stream was left', async () => {
    const { lastEventIds, messages } = await follow([['7', '8'], ['9']]);
    expect(lastEventIds).toEqual([undefined, '8']);
    expect(messages).toHaveLength(3);
  });

  it('says that it is live only once something arrived', async () => {
    const { seen } = await follow([[new Error('no')], ['1']]);
    expect(seen.map(({ state }) => state)).toEqual([
      'connecting',
      'broken',
      'live',
      'broken',
    ]);
  });

  it('waits longer after each failure, but never more than half a minute', async () => {
    const { pauses } = await follow(
      Array.from({ length: 8 }, () => [new Error('no')]),
    );
    expect(pauses).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  it('starts the pauses anew after a connection that worked', async () => {
    const failed = [new Error('no')];
    const { pauses } = await follow([failed, failed, ['1'], failed]);
    expect(pauses).toEqual([1_000, 2_000, 1_000, 2_000]);
  });

  it('hands on why the connection broke', async () => {
    const { seen } = await follow([[new Error('The portal is away.')]]);
    expect(seen.at(-1)).toMatchObject({
      state: 'broken',
      error: { message: 'The portal is away.' },
    });
  });
});
