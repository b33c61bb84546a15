import { mockCredentials } from '@backstage/backend-test-utils';
import { KubeApiError } from '@amalthea/kube';
import request from 'supertest';
import { as, startPlugin } from '../__testUtils__/startPlugin';

const genomics = {
  profile: 'minimal',
  name: 'genomics',
  requestId: 'request-0001',
};

describe('GET /profiles', () => {
  it('says which profiles the caller may use, and why not', async () => {
    const { server } = await startPlugin();
    const { body } = await request(server)
      .get('/api/amalthea/profiles')
      .set('Authorization', as('charles'))
      .expect(200);
    expect(
      body.profiles.map(
        (profile: { availability: unknown }) => profile.availability,
      ),
    ).toEqual([
      { usable: true },
      { usable: false, reason: 'Only for research.' },
    ]);
  });

  it('offers nothing to those who may not ask for servers', async () => {
    const { server } = await startPlugin({ mayCreate: false });
    const { body } = await request(server)
      .get('/api/amalthea/profiles')
      .set('Authorization', as('ada'));
    expect(body.profiles[0].availability).toEqual({
      usable: false,
      reason: 'You may not ask for servers in this portal.',
    });
  });

  it('is closed to those who are not signed in', async () => {
    const { server } = await startPlugin();
    await request(server)
      .get('/api/amalthea/profiles')
      .set('Authorization', mockCredentials.none.header())
      .expect(401);
  });
});

describe('GET /servers', () => {
  it('lists own servers, those of groups, and nobody else’s', async () => {
    const { server, clusters } = await startPlugin();
    clusters.putServer('mine', {
      metadata: { annotations: { 'amalthea.dev/owner': 'user:default/Ada' } },
    });
    clusters.putServer('ours', {
      metadata: {
        annotations: { 'amalthea.dev/owner': 'group:default/research' },
      },
    });
    clusters.putServer('theirs', {
      metadata: {
        annotations: { 'amalthea.dev/owner': 'user:default/charles' },
      },
    });
    clusters.putServer('nobodys');

    const { body } = await request(server)
      .get('/api/amalthea/servers')
      .set('Authorization', as('ada'))
      .expect(200);

    expect(
      body.servers.map((row: any) => [row.reference.name, row.ownership]),
    ).toEqual([
      ['mine', 'mine'],
      ['ours', 'group'],
    ]);
  });

  it('keeps the last known rows of a cluster that does not answer, marked', async () => {
    const { server, clusters } = await startPlugin();
    clusters.putServer('mine', {
      metadata: { annotations: { 'amalthea.dev/owner': 'user:default/ada' } },
    });
    clusters.setReachable(false);

    const { body } = await request(server)
      .get('/api/amalthea/servers')
      .set('Authorization', as('ada'))
      .expect(200);

    expect(body.servers).toMatchObject([
      { reference: { name: 'mine' }, staleSince: '2026-01-01T01:00:00.000Z' },
    ]);
    expect(body.clusters).toMatchObject([
      { state: 'unreachable', error: { code: 'ClusterUnreachable' } },
    ]);
  });
});

describe('POST /servers', () => {
  it('creates a server that belongs to the caller, whatever the body says', async () => {
    const { server, clusters } = await startPlugin();
    const { body } = await request(server)
      .post('/api/amalthea/servers')
      .set('Authorization', as('ada'))
      .send(genomics)
      .expect(201);
    expect(body).toMatchObject({
      owner: 'user:default/ada',
      ownership: 'mine',
      phase: 'starting',
      delivery: 'portal',
    });

    await request(server)
      .post('/api/amalthea/servers')
      .set('Authorization', as('charles'))
      .send({ ...genomics, owner: 'user:default/ada' })
      .expect(400);
    expect(clusters.client.writes).toEqual(['create genomics']);
  });

  it('makes one server of two equal requests, also when they come at once', async () => {
    const { server, clusters } = await startPlugin();
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        request(server)
          .post('/api/amalthea/servers')
          .set('Authorization', as('ada'))
          .send(genomics),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.uid)).size).toBe(1);
    expect(clusters.client.writes).toEqual(['create genomics']);
  });

  it('does not take a request id for two different servers', async () => {
    const { server } = await startPlugin();
    await request(server)
      .post('/api/amalthea/servers')
      .set('Authorization', as('ada'))
      .send(genomics)
      .expect(201);
    const { body } = await request(server)
      .post('/api/amalthea/servers')
      .set('Authorization', as('ada'))
      .send({ ...genomics, name: 'other' })
      .expect(409);
    expect(body.error.cause.code).toBe('RequestIdReused');
  });

  it('does not hand a server over to somebody who guessed its request id', async () => {
    const { server } = await startPlugin();
    await request(server)
      .post('/api/amalthea/servers')
      .set('Authorization', as('ada'))
      .send(genomics)
      .expect(201);
    const { body } = await request(server)
      .post('/api/amalthea/servers')
      .set('Authorization', as('charles'))
      .send(genomics)
      .expect(409);
    expect(body.error.cause.code).toBe('RequestIdReused');
  });

  it.each([
    [{ ...genomics, profile: 'huge' }, 400, 'ProfileUnknown'],
    [{ ...genomics, profile: 'shared' }, 403, 'ProfileNotAllowed'],
    [{ ...genomics, namespace: 'kube-system' }, 400, 'DestinationUnknown'],
    [{ ...genomics, cluster: 'prod' }, 400, 'DestinationUnknown'],
    [{ ...genomics, name: 'Not A Name' }, 400, 'InvalidRequest'],
    [{ ...genomics, shape: { diskBytes: 1 } }, 400, 'InvalidRequest'],
    [
      { ...genomics, shape: { image: 'evil.example/miner' } },
      400,
      'InvalidRequest',
    ],
    [
      { ...genomics, shape: { environment: { SITE: 'other' } } },
      400,
      'InvalidRequest',
    ],
    [
      { ...genomics, shape: { environment: { JUPYTER_TOKEN: '' } } },
      400,
      'InvalidRequest',
    ],
    [{ ...genomics, spec: {} }, 400, 'InvalidRequest'],
    [[], 400, 'InvalidRequest'],
  ])('refuses %j with %i and %s', async (body, status, code) => {
    const { server, clusters } = await startPlugin();
    const answer = await request(server)
      .post('/api/amalthea/servers')
      .set('Authorization', as('charles'))
      .send(body);
    expect([answer.status, answer.body.error.cause.code]).toEqual([
      status,
      code,
    ]);
    expect(clusters.client.writes).toEqual([]);
  });

  it('needs a person', async () => {
    const { server } = await startPlugin();
    const { body } = await request(server)
      .post('/api/amalthea/servers')
      .set('Authorization', mockCredentials.service.header())
      .send(genomics)
      .expect(400);
    expect(body.error.cause.code).toBe('OwnerUnknown');
  });

  it('needs the permission', async () => {
    const { server } = await startPlugin({ mayCreate: false });
    await request(server)
      .post('/api/amalthea/servers')
      .set('Authorization', as('ada'))
      .send(genomics)
      .expect(403);
  });

  it('lets the owner in by the e-mail address of the catalog where there is a sign-in', async () => {
    const { server, clusters } = await startPlugin();
    const shape = { collaborators: ['charles@example.org'] };
    await request(server)
      .post('/api/amalthea/servers')
      .set('Authorization', as('ada'))
      .send({ ...genomics, profile: 'shared', shape })
      .expect(201);
    const [created] = clusters.clusters[0].servers();
    expect(created.spec.auth.oidc?.authorizedEmails).toEqual([
      'ada@example.org',
      'charles@example.org',
    ]);
  });

  it('writes who asked for what to the audit trail, also when it fails', async () => {
    const { server, clusters, auditor } = await startPlugin();
    clusters.client.refusal = new KubeApiError(
      {
        method: 'POST',
        path: '/',
        status: 403,
        reason: 'Forbidden',
        causes: [],
      },
      'admission webhook "x" denied the request: no',
    );
    const fail = jest.fn(async () => {});
    auditor.createEvent.mockResolvedValue({ success: async () => {}, fail });
    const { body } = await request(server)
      .post('/api/amalthea/servers')
      .set('Authorization', as('ada'))
      .send(genomics)
      .expect(400);
    expect(body.error.cause).toMatchObject({
      code: 'AdmissionDenied',
      detail: expect.stringContaining('denied'),
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'server-create',
        meta: expect.objectContaining({ name: 'genomics' }),
      }),
    );
    expect(fail).toHaveBeenCalledTimes(1);
  });
});

describe('POST /preview', () => {
  const preview = {
    profile: 'minimal',
    name: 'genomics',
    shape: { size: 'large' },
  };

  it('shows what would be made, and makes nothing', async () => {
    const { server, clusters } = await startPlugin();
    const { body } = await request(server)
      .post('/api/amalthea/preview')
      .set('Authorization', as('ada'))
      .send(preview)
      .expect(200);
    expect(body.acceptable).toBe(true);
    expect(body.url).toBe('http://jupyter.localhost/users/ada/genomics');
    expect(body.objects.map((object: any) => object.key)).toEqual(
      expect.arrayContaining([
        'service',
        'ingress',
        'statefulset',
        'configmap',
        'secret',
        'pvc',
      ]),
    );
    expect(clusters.client.writes).toEqual([]);
  });

  it('says what the cluster would refuse', async () => {
    const { server, clusters } = await startPlugin();
    clusters.putServer('genomics');
    const { body } = await request(server)
      .post('/api/amalthea/preview')
      .set('Authorization', as('ada'))
      .send(preview)
      .expect(200);
    expect(body.acceptable).toBe(false);
    expect(body.findings).toMatchObject([
      { severity: 'error', code: 'NameTaken' },
    ]);
  });

  it('compares with the quota', async () => {
    const { server, clusters } = await startPlugin();
    clusters.client.put(
      {
        group: '',
        version: 'v1',
        plural: 'resourcequotas',
        kind: 'ResourceQuota',
        namespaced: true,
      },
      {
        metadata: { name: 'team', namespace: 'research' },
        status: {
          hard: { 'limits.memory': '20Gi' },
          used: { 'limits.memory': '8Gi' },
        },
      } as never,
    );
    const { body } = await request(server)
      .post('/api/amalthea/preview')
      .set('Authorization', as('ada'))
      .send(preview)
      .expect(200);
    expect(body.quota).toMatchObject([
      { resource: 'limits.memory', used: 8 * 2 ** 30, exceeded: true },
    ]);
    expect(body.findings).toMatchObject([
      { code: 'QuotaExceeded', field: 'shape.size' },
    ]);
  });

  it('says that the cluster does not answer', async () => {
    const { server, clusters } = await startPlugin();
    clusters.setReachable(false);
    const { body } = await request(server)
      .post('/api/amalthea/preview')
      .set('Authorization', as('ada'))
      .send(preview)
      .expect(200);
    expect(body.findings).toMatchObject([{ code: 'ClusterUnreachable' }]);
  });
});

describe('GET /names/:cluster/:namespace/:name', () => {
  it.each([
    ['dev/research/free', { available: true }],
    ['dev/research/taken', { available: false, suggestion: 'taken-2' }],
    ['dev/research/Not_A_Name', { available: false }],
  ])('answers for %s', async (path, expected) => {
    const { server, clusters } = await startPlugin();
    clusters.putServer('taken');
    const { body } = await request(server)
      .get(`/api/amalthea/names/${path}`)
      .set('Authorization', as('ada'))
      .expect(200);
    expect(body).toMatchObject(expected);
  });

  it('does not tell about namespaces where the caller cannot have servers', async () => {
    const { server } = await startPlugin();
    await request(server)
      .get('/api/amalthea/names/dev/kube-system/x')
      .set('Authorization', as('ada'))
      .expect(400);
  });
});
