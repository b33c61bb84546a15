import request from 'supertest';
import { as, startPlugin } from '../__testUtils__/startPlugin';

const path = '/api/amalthea/servers/dev/research/genomics';
const owned = {
  metadata: { annotations: { 'amalthea.dev/owner': 'user:default/ada' } },
};
const gitops = {
  metadata: {
    annotations: {
      'amalthea.dev/owner': 'user:default/ada',
      'amalthea.dev/delivery': 'gitops',
      'argocd.argoproj.io/tracking-id':
        'notebooks:amalthea.dev/JupyterServer:research/genomics',
    },
  },
};

async function startWithRequested() {
  const started = await startPlugin();
  await request(started.server)
    .post('/api/amalthea/servers')
    .set('Authorization', as('ada'))
    .send({
      profile: 'minimal',
      name: 'genomics',
      requestId: 'request-0001',
      shape: { environment: { A: '1' } },
    })
    .expect(201);
  return started;
}

describe('one server', () => {
  it.each<['get' | 'put' | 'post' | 'delete', string, object]>([
    ['get', '', {}],
    ['put', '', { shape: {} }],
    ['delete', '', {}],
    ['post', '/hibernate', {}],
    ['post', '/resume', {}],
    ['post', '/restart', {}],
    ['post', '/keep', { minutes: 5 }],
    ['post', '/open', {}],
    ['get', '/events', {}],
    ['get', '/logs', {}],
    ['get', '/timeline', {}],
    ['get', '/manifest', {}],
  ])(
    'does not exist for somebody else (%s %s)',
    async (method, suffix, body) => {
      const { server, clusters } = await startPlugin();
      clusters.putServer('genomics', owned);
      const answer = await request(server)
        [method](`${path}${suffix}`)
        .set('Authorization', as('charles'))
        .send(body)
        .expect(404);
      expect(answer.body.error.cause.code).toBe('ServerNotFound');
      expect(clusters.client.writes).toEqual([]);
    },
  );

  it('looks the same whether it is hidden or not there', async () => {
    const { server, clusters } = await startPlugin();
    clusters.putServer('genomics', owned);
    const hidden = await request(server)
      .get(path)
      .set('Authorization', as('charles'));
    const missing = await request(server)
      .get(path.replace('genomics', 'genomicz'))
      .set('Authorization', as('charles'));
    expect(JSON.stringify(hidden.body).replaceAll('genomics', 'genomicz')).toBe(
      JSON.stringify(missing.body),
    );
  });

  it.each([
    '/api/amalthea/servers/dev/research/..%2Fsecrets',
    '/api/amalthea/servers/dev/..%2F..%2Fnamespaces/x',
    '/api/amalthea/servers/dev/research/a%3FdryRun=All',
  ])(
    'never reaches a cluster with a name that is none (%s)',
    async malicious => {
      const { server } = await startPlugin();
      const { body } = await request(server)
        .get(malicious)
        .set('Authorization', as('ada'))
        .expect(400);
      expect(body.error.cause.code).toBe('InvalidRequest');
    },
  );

  it('is not found in a cluster that the portal does not know', async () => {
    const { server } = await startPlugin();
    const { body } = await request(server)
      .get(path.replace('dev', 'prod'))
      .set('Authorization', as('ada'))
      .expect(404);
    expect(body.error.cause.code).toBe('ClusterUnknown');
  });

  it('is shown as last known while its cluster does not answer, and cannot be changed', async () => {
    const { server, clusters } = await startPlugin();
    clusters.putServer('genomics', owned);
    clusters.setReachable(false);
    const { body } = await request(server)
      .get(path)
      .set('Authorization', as('ada'))
      .expect(200);
    expect(body.staleSince).toBe('2026-01-01T01:00:00.000Z');
    const change = await request(server)
      .post(`${path}/hibernate`)
      .set('Authorization', as('ada'))
      .expect(503);
    expect(change.body.error).toMatchObject({
      message: 'The cluster Dev does not answer.',
      cause: { code: 'ClusterUnreachable' },
    });
  });

  it('stops, starts, restarts and is kept', async () => {
    const { server, clusters } = await startWithRequested();
    const post = (action: string, body = {}) =>
      request(server)
        .post(`${path}/${action}`)
        .set('Authorization', as('ada'))
        .send(body)
        .expect(200);
    const seen = () => clusters.clusters[0].server('research', 'genomics')!;

    expect((await post('hibernate')).body).toMatchObject({
      phase: 'stopped',
      allowed: { resume: true, hibernate: false },
    });
    expect(seen().spec.jupyterServer.hibernated).toBe(true);

    expect((await post('resume')).body).toMatchObject({ phase: 'starting' });
    expect(seen().spec.jupyterServer.hibernated).toBe(false);
    expect(
      Date.parse(seen().metadata.annotations['amalthea.dev/wake-requested-at']),
    ).not.toBeNaN();

    await post('restart');
    expect(
      Date.parse(
        seen().metadata.annotations['amalthea.dev/restart-requested-at'],
      ),
    ).not.toBeNaN();

    const before = Date.now();
    await post('keep', { minutes: 60 });
    const kept =
      Date.parse(seen().metadata.annotations['amalthea.dev/keep-until']) -
      before;
    expect(kept).toBeGreaterThanOrEqual(3_600_000);
    expect(kept).toBeLessThan(3_660_000);
  });

  it('says that the disk goes with it', async () => {
    const { server, clusters } = await startWithRequested();
    const { body } = await request(server)
      .delete(path)
      .set('Authorization', as('ada'))
      .expect(200);
    expect(body).toEqual({
      reference: { cluster: 'dev', namespace: 'research', name: 'genomics' },
      diskDeleted: true,
    });
    expect(clusters.clusters[0].server('research', 'genomics')).toBeUndefined();
  });

  it('says that the disk stays when its definition keeps it', async () => {
    const { server, clusters } = await startPlugin();
    clusters.putServer('genomics', {
      ...owned,
      spec: {
        jupyterServer: {},
        storage: { pvc: { enabled: true, whenDeleted: 'Retain' } },
      },
    });
    const { body } = await request(server)
      .delete(path)
      .set('Authorization', as('ada'))
      .expect(200);
    expect(body.diskDeleted).toBe(false);
  });

  it('leaves a mark in the audit trail for every change, also a refused one', async () => {
    const { server, clusters, auditor } = await startPlugin();
    clusters.putServer('genomics', owned);
    await request(server)
      .delete(path)
      .set('Authorization', as('charles'))
      .expect(404);
    for (const action of ['hibernate', 'resume', 'restart']) {
      await request(server)
        .post(`${path}/${action}`)
        .set('Authorization', as('ada'))
        .expect(200);
    }
    expect(
      auditor.createEvent.mock.calls.map(([event]) => [
        event.eventId,
        event.meta?.server,
      ]),
    ).toEqual(
      [
        'server-delete',
        'server-hibernate',
        'server-resume',
        'server-restart',
      ].map(id => [id, 'dev/research/genomics']),
    );
  });
});

describe('PUT a server', () => {
  const put = (server: Parameters<typeof request>[0], body: object) =>
    request(server).put(path).set('Authorization', as('ada')).send(body);

  it('changes what the request names and nothing else', async () => {
    const { server, clusters } = await startWithRequested();
    const { body } = await put(server, { shape: { size: 'large' } }).expect(
      200,
    );
    expect(body.resources).toMatchObject({
      cpuCores: 4,
      gpus: 1,
      diskBytes: 2 ** 30,
    });
    const { spec } = clusters.clusters[0].server('research', 'genomics')!;
    expect(spec.jupyterServer.env).toEqual([
      { name: 'A', value: '1' },
      { name: 'SITE', value: 'lab' },
    ]);
    expect(spec.culling.idleSecondsThreshold).toBe(3600);
  });

  it('notices that somebody else was faster', async () => {
    const { server } = await startWithRequested();
    const { body } = await put(server, {
      resourceVersion: '1',
      shape: { size: 'large' },
    }).expect(409);
    expect(body.error.cause.code).toBe('Conflict');
  });

  it('does not shrink a disk', async () => {
    const { server } = await startWithRequested();
    await put(server, { shape: { diskBytes: 4 * 2 ** 30 } }).expect(200);
    const { body } = await put(server, {
      shape: { diskBytes: 2 * 2 ** 30 },
    }).expect(400);
    expect(body.error.cause.problems).toEqual([
      {
        field: 'shape.diskBytes',
        message: 'A disk cannot shrink. It has 4Gi.',
      },
    ]);
  });

  it('does not shape what was not made from a profile', async () => {
    const { server, clusters } = await startPlugin();
    clusters.putServer('genomics', owned);
    await put(server, { shape: { size: 'large' } }).expect(400);
  });
});

describe('a server that Git delivers', () => {
  it.each([
    ['put', ''],
    ['delete', ''],
    ['post', '/hibernate'],
  ] as const)(
    'is not changed by the portal (%s %s)',
    async (method, suffix) => {
      const { server, clusters } = await startPlugin();
      clusters.putServer('genomics', gitops);
      const { body } = await request(server)
        [method](`${path}${suffix}`)
        .set('Authorization', as('ada'))
        .send({ shape: {} })
        .expect(409);
      expect(body.error.cause).toMatchObject({
        code: 'DeliveredByGit',
        hint: expect.stringContaining('Git'),
      });
      expect(clusters.client.writes).toEqual([]);
    },
  );

  it('is asked to wake without touching its definition', async () => {
    const { server, clusters } = await startPlugin();
    clusters.putServer('genomics', {
      ...gitops,
      status: {
        state: 'hibernated',
        hibernation: { since: '2026-01-01T00:00:00Z', cause: 'idle' },
      },
    });
    const { body } = await request(server)
      .post(`${path}/resume`)
      .set('Authorization', as('ada'))
      .expect(200);
    expect(body).toMatchObject({
      phase: 'starting',
      delivery: 'gitops',
      git: { application: 'notebooks' },
    });
    expect(
      clusters.clusters[0].server('research', 'genomics')?.object.spec,
    ).not.toHaveProperty('jupyterServer.hibernated');
  });

  it('stays stopped when Git says so', async () => {
    const { server, clusters } = await startPlugin();
    clusters.putServer('genomics', {
      ...gitops,
      spec: { jupyterServer: { hibernated: true } },
    });
    const { body } = await request(server)
      .post(`${path}/resume`)
      .set('Authorization', as('ada'))
      .expect(409);
    expect(body.error.cause.code).toBe('DeliveredByGit');
  });
});
