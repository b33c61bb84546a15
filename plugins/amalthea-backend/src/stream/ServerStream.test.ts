import type { AddressInfo } from 'node:net';
import {
  AmaltheaClient,
  type IdentifiedStreamMessage,
} from '@amalthea/plugin-amalthea-common';
import { as, startPlugin, testConfig } from '../__testUtils__/startPlugin';

type Started = Awaited<ReturnType<typeof startPlugin>>;

function owned(owner: string) {
  return {
    metadata: {
      annotations: { 'amalthea.dev/owner': `user:default/${owner}` },
    },
  };
}

/** Reads the stream as the browser does, and waits until a message fits. */
function follow(
  { server }: Started,
  name: 'ada' | 'charles',
  lastEventId?: string,
) {
  const { port } = server.address() as AddressInfo;
  const stopping = new AbortController();
  const client = new AmaltheaClient({
    discoveryApi: {
      getBaseUrl: async () => `http://localhost:${port}/api/amalthea`,
    },
    fetchApi: {
      fetch: (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('authorization', as(name));
        return fetch(input, { ...init, headers });
      },
    },
  });
  const messages = client
    .stream({ signal: stopping.signal, lastEventId })
    [Symbol.asyncIterator]();
  return {
    async next(): Promise<IdentifiedStreamMessage> {
      const { value, done } = await messages.next();
      if (done) throw new Error('The stream has ended.');
      return value;
    },
    stop: () => stopping.abort(),
  };
}

describe('GET /stream', () => {
  it('begins with everything, and goes on with what changes', async () => {
    const started = await startPlugin();
    started.clusters.putServer('one', owned('ada'));
    const ada = follow(started, 'ada');

    expect((await ada.next()).message).toMatchObject({
      type: 'snapshot',
      servers: [{ reference: { name: 'one' } }],
      clusters: [{ name: 'dev', state: 'reachable' }],
    });
    started.clusters.putServer('two', owned('ada'));
    expect((await ada.next()).message).toMatchObject({
      type: 'server',
      server: { reference: { name: 'two' } },
    });
    ada.stop();
  });

  it('tells nobody about servers they may not see', async () => {
    const started = await startPlugin();
    started.clusters.putServer('secret', owned('ada'));
    const charles = follow(started, 'charles');

    expect((await charles.next()).message).toMatchObject({
      type: 'snapshot',
      servers: [],
    });
    started.clusters.putServer('secret', owned('ada'));
    started.clusters.putServer('own', owned('charles'));
    expect((await charles.next()).message).toMatchObject({
      type: 'server',
      server: { reference: { name: 'own' } },
    });
    charles.stop();
  });

  it('takes a server away from those who may not see it any more', async () => {
    const started = await startPlugin();
    started.clusters.putServer('handed-over', {
      metadata: { uid: '1', ...owned('ada').metadata },
    });
    const ada = follow(started, 'ada');
    const charles = follow(started, 'charles');
    await Promise.all([ada.next(), charles.next()]);

    started.clusters.putServer('handed-over', {
      metadata: { uid: '1', ...owned('charles').metadata },
    });

    expect((await ada.next()).message).toMatchObject({
      type: 'removed',
      reference: { name: 'handed-over' },
    });
    expect((await charles.next()).message).toMatchObject({ type: 'server' });
    ada.stop();
    charles.stop();
  });

  it('goes on after the last message that arrived', async () => {
    const started = await startPlugin();
    const first = follow(started, 'ada');
    const { id } = await first.next();
    first.stop();
    started.clusters.putServer('missed', owned('ada'));

    const second = follow(started, 'ada', id);
    expect((await second.next()).message).toMatchObject({
      type: 'server',
      server: { reference: { name: 'missed' } },
    });
    second.stop();
  });

  it('begins anew when it does not know how to go on', async () => {
    const started = await startPlugin();
    const ada = follow(started, 'ada', 'before-the-restart.17');
    expect((await ada.next()).message.type).toBe('snapshot');
    ada.stop();
  });

  it('says that a cluster does not answer, and that it answers again', async () => {
    const started = await startPlugin();
    started.clusters.putServer('one', owned('ada'));
    const ada = follow(started, 'ada');
    await ada.next();

    started.clusters.setReachable(false);
    expect((await ada.next()).message).toMatchObject({
      servers: [{ reference: { name: 'one' }, staleSince: expect.any(String) }],
      clusters: [{ state: 'unreachable' }],
    });
    started.clusters.setReachable(true);
    const { message } = await ada.next();
    expect(message).toMatchObject({ clusters: [{ state: 'reachable' }] });
    expect(message).not.toHaveProperty('servers.0.staleSince');
    ada.stop();
  });

  it('has a limit per person', async () => {
    const config = {
      ...testConfig,
      amalthea: { ...(testConfig.amalthea as object), stream: { perUser: 1 } },
    };
    const started = await startPlugin({ config });
    const first = follow(started, 'ada');
    await first.next();

    await expect(follow(started, 'ada').next()).rejects.toMatchObject({
      code: 'TooManyStreams',
      statusCode: 503,
    });
    const other = follow(started, 'charles');
    await other.next();
    first.stop();
    other.stop();
  });
});
