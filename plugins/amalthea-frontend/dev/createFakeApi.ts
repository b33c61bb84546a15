import type { AmaltheaApi } from '@amalthea/plugin-amalthea-common';
import {
  FakeAmaltheaApi,
  fakeClusters,
  fakeServers,
  manyFakeServers,
} from '../src/fake';

/** A backend in memory in one of the moods worth seeing. */
export function createFakeApi(mood: string | null): AmaltheaApi {
  const now = new Date();
  const reachable = fakeClusters(now).filter(
    ({ state }) => state === 'reachable',
  );
  switch (mood) {
    case 'empty':
      return new FakeAmaltheaApi({ servers: [], clusters: reachable });
    case 'many':
      return new FakeAmaltheaApi({
        servers: [...fakeServers(now), ...manyFakeServers(now, 600)],
      });
    case 'loading':
      return withStream(() => new Promise(() => {}));
    case 'error':
      return withStream(async () => {
        throw new Error(
          'Try again in a moment; if it stays, ask the people who run it.',
        );
      });
    default:
      return new FakeAmaltheaApi({ stepMilliseconds: 2_000 });
  }
}

function withStream(before: () => Promise<void>): AmaltheaApi {
  const api = new FakeAmaltheaApi();
  const stream = api.stream.bind(api);
  api.stream = async function* stubborn(options) {
    await before();
    yield* stream(options);
  };
  return api;
}
