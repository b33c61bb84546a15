import request from 'supertest';
import { as, startConfiguredPlugin } from '../src/__testUtils__/startPlugin';
import {
  eventually,
  preparePortalCluster,
  type PortalCluster,
} from './portalCluster';
import { TcpProxy, type ProxyMode } from './TcpProxy';

let cluster: PortalCluster;
let proxy: TcpProxy;
let portal: Awaited<ReturnType<typeof startConfiguredPlugin>>;

beforeEach(async () => {
  cluster = await preparePortalCluster();
  proxy = await TcpProxy.start(cluster.server);
  portal = await startConfiguredPlugin(
    cluster.config(`https://127.0.0.1:${proxy.port}`),
  );
});
afterEach(async () => {
  await portal.backend.stop();
  await proxy.stop();
  await cluster.close();
});

async function list() {
  const { body } = await request(portal.server)
    .get('/api/amalthea/servers')
    .set('Authorization', as('ada'))
    .expect(200);
  const rows = body.servers.filter(
    (row: any) => row.reference.namespace === cluster.namespace,
  );
  return { rows, health: body.clusters[0] };
}

describe('a cluster that stops answering', () => {
  it.each<ProxyMode>(['closed', 'silent'])(
    'keeps its last known servers, says so, and comes back by itself (%s)',
    async mode => {
      await request(portal.server)
        .post('/api/amalthea/servers')
        .set('Authorization', as('ada'))
        .send({
          profile: 'minimal',
          name: 'genomics',
          requestId: 'request-0001',
        })
        .expect(201);
      await eventually(async () => {
        const { rows, health } = await list();
        expect(rows).toHaveLength(1);
        expect(health.state).toBe('reachable');
      });

      proxy.setMode(mode);
      await eventually(async () => {
        const { rows, health } = await list();
        expect(health).toMatchObject({
          state: 'unreachable',
          error: { sentence: 'The cluster Dev does not answer.' },
        });
        expect(rows).toMatchObject([
          { reference: { name: 'genomics' }, staleSince: health.since },
        ]);
      });
      // What happens meanwhile is seen once it answers again.
      await cluster.writeStatus('genomics', {
        state: 'running',
        url: 'http://jupyter.localhost/genomics',
      });

      proxy.setMode('pass');
      await eventually(async () => {
        const { rows, health } = await list();
        expect(health.state).toBe('reachable');
        expect(rows).toMatchObject([{ phase: 'running' }]);
        expect(rows[0]).not.toHaveProperty('staleSince');
      });
    },
  );

  it('answers a change with a sentence within seconds', async () => {
    await eventually(async () =>
      expect((await list()).health.state).toBe('reachable'),
    );
    proxy.setMode('closed');
    const started = Date.now();
    const { body } = await request(portal.server)
      .post('/api/amalthea/servers')
      .set('Authorization', as('ada'))
      .send({ profile: 'minimal', name: 'genomics', requestId: 'request-0001' })
      .expect(503);
    expect(body.error).toMatchObject({
      message: 'The cluster Dev does not answer.',
      cause: { code: 'ClusterUnreachable', hint: expect.any(String) },
    });
    expect(Date.now() - started).toBeLessThan(15_000);
  });

  it('is said from the start when it never answered', async () => {
    proxy.setMode('closed');
    const late = await startConfiguredPlugin(
      cluster.config(`https://127.0.0.1:${proxy.port}`),
    );
    const { body } = await eventually(async () => {
      const answer = await request(late.server)
        .get('/api/amalthea/servers')
        .set('Authorization', as('ada'))
        .expect(200);
      expect(answer.body.clusters[0].state).toBe('unreachable');
      return answer;
    });
    expect(body.servers).toEqual([]);
    await late.backend.stop();
  });
});
