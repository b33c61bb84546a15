import type {
  ClusterHealth,
  IdentifiedStreamMessage,
  ServerSummary,
  StreamMessage,
} from '@amalthea/plugin-amalthea-common';
import { mockServices } from '@backstage/backend-test-utils';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { serverEntityName } from './serverEntity';
import { ServerEntityProvider } from './ServerEntityProvider';

const dev: ClusterHealth = {
  name: 'dev',
  title: 'Dev',
  state: 'reachable',
  since: '2026-01-01T00:00:00Z',
};
const nothing = {
  update: false,
  hibernate: false,
  resume: false,
  restart: false,
  keep: false,
  delete: false,
};

function server(
  name: string,
  change: Partial<ServerSummary> = {},
): ServerSummary {
  return {
    reference: { cluster: 'dev', namespace: 'research', name },
    uid: name,
    resourceVersion: '1',
    ownership: 'other',
    phase: 'running',
    image: 'image',
    resources: { diskKept: true },
    createdAt: '2026-01-01T00:00:00Z',
    activity: {},
    schedule: {},
    delivery: 'portal',
    allowed: nothing,
    ...change,
  };
}

/** Lets the provider follow connections that each send these messages and end. */
async function follow(
  ...connections: readonly (readonly StreamMessage[] | Error)[]
): Promise<EntityProviderMutation[]> {
  const stopping = new AbortController();
  const mutations: EntityProviderMutation[] = [];
  const pending = [...connections];
  const provider = new ServerEntityProvider({
    logger: mockServices.logger.mock(),
    portalUrl: 'https://portal.example.org',
    signal: stopping.signal,
    sleep: async () => {
      if (pending.length === 0) stopping.abort();
    },
    api: {
      async *stream(): AsyncGenerator<IdentifiedStreamMessage> {
        const messages = pending.shift() ?? [];
        if (messages instanceof Error) throw messages;
        for (const message of messages) yield { id: '', message };
      },
    },
  });
  await provider.connect({
    applyMutation: async mutation => {
      mutations.push(mutation);
    },
    refresh: async () => {},
  });
  await provider.stopped();
  return mutations;
}

describe('ServerEntityProvider', () => {
  it('replaces everything with what all clusters have', async () => {
    const [mutation, ...more] = await follow([
      {
        type: 'snapshot',
        servers: [server('a'), server('b')],
        clusters: [dev],
      },
    ]);
    expect(mutation).toMatchObject({
      type: 'full',
      entities: [
        { entity: { metadata: { title: 'a' } } },
        { entity: { metadata: { title: 'b' } } },
      ],
    });
    expect(more).toEqual([]);
  });

  it('removes nothing while a cluster does not answer', async () => {
    const [mutation] = await follow([
      {
        type: 'snapshot',
        servers: [server('a')],
        clusters: [dev, { ...dev, name: 'other', state: 'unreachable' }],
      },
    ]);
    expect(mutation).toMatchObject({ type: 'delta', removed: [] });
  });

  it('writes only what is news to the catalog', async () => {
    const mutations = await follow([
      { type: 'snapshot', servers: [server('a')], clusters: [dev] },
      { type: 'server', server: server('a', { phase: 'stopped' }) },
      {
        type: 'server',
        server: server('a', { url: 'http://jupyter.localhost/a' }),
      },
    ]);
    expect(mutations.map(mutation => mutation.type)).toEqual(['full', 'delta']);
  });

  it('removes what was deleted', async () => {
    const mutations = await follow([
      { type: 'snapshot', servers: [server('a')], clusters: [dev] },
      { type: 'removed', reference: server('a').reference, uid: 'a' },
    ]);
    expect(mutations.at(-1)).toMatchObject({
      type: 'delta',
      removed: [
        {
          entityRef: `resource:default/${serverEntityName(
            server('a').reference,
          )}`,
        },
      ],
    });
  });

  it('goes on after the stream broke', async () => {
    const mutations = await follow(new Error('broken'), [
      { type: 'snapshot', servers: [server('a')], clusters: [dev] },
    ]);
    expect(mutations).toHaveLength(1);
  });
});
