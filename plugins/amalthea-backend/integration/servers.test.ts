import { resources, type UnstructuredObject } from '@amalthea/kube';
import request from 'supertest';
import { jupyterServers } from '../src/clusters/jupyterServers';
import { as, startConfiguredPlugin } from '../src/__testUtils__/startPlugin';
import {
  createPod,
  eventually,
  preparePortalCluster,
  type PortalCluster,
} from './portalCluster';

let cluster: PortalCluster;
let portal: Awaited<ReturnType<typeof startConfiguredPlugin>>;

beforeEach(async () => {
  cluster = await preparePortalCluster();
  portal = await startConfiguredPlugin(cluster.config());
});
afterEach(async () => {
  await portal.backend.stop();
  await cluster.close();
});

type Person = Parameters<typeof as>[0];
const path = (suffix = '') =>
  `/api/amalthea/servers/dev/${cluster.namespace}/genomics${suffix}`;
const get = (person: Person, url: string) =>
  request(portal.server).get(url).set('Authorization', as(person));
const post = (person: Person, url: string, body: object = {}) =>
  request(portal.server).post(url).set('Authorization', as(person)).send(body);
const create = (person: Person, body: object = {}) =>
  post(person, '/api/amalthea/servers', {
    profile: 'minimal',
    name: 'genomics',
    requestId: 'request-0001',
    ...body,
  });
const readObject = () =>
  cluster.admin.get<UnstructuredObject>(jupyterServers, {
    name: 'genomics',
    namespace: cluster.namespace,
  });
const listNames = async (person: Person) => {
  const { body } = await get(person, '/api/amalthea/servers').expect(200);
  return body.servers
    .filter((row: any) => row.reference.namespace === cluster.namespace)
    .map((row: any) => row.reference.name);
};

describe('a server, from the request to its end', () => {
  it('is accepted by the API server, seen by its owner only, stopped, started and deleted', async () => {
    const created = await create('ada', {
      shape: { size: 'large', environment: { A: 'b' } },
    }).expect(201);
    expect(
      (
        await create('ada', {
          shape: { size: 'large', environment: { A: 'b' } },
        }).expect(200)
      ).body.uid,
    ).toBe(created.body.uid);
    const object = await readObject();
    expect(object.metadata?.annotations).toMatchObject({
      'amalthea.dev/owner': 'user:default/ada',
    });

    await eventually(async () =>
      expect(await listNames('ada')).toEqual(['genomics']),
    );
    expect(await listNames('charles')).toEqual([]);
    await get('charles', path()).expect(404);
    await request(portal.server)
      .delete(path())
      .set('Authorization', as('charles'))
      .expect(404);

    await post('ada', path('/hibernate')).expect(200);
    expect((await readObject()).spec).toMatchObject({
      jupyterServer: { hibernated: true },
    });
    await post('ada', path('/resume')).expect(200);
    expect((await readObject()).spec).toMatchObject({
      jupyterServer: { hibernated: false },
    });

    await request(portal.server)
      .delete(path())
      .set('Authorization', as('ada'))
      .expect(200);
    await eventually(async () => expect(await listNames('ada')).toEqual([]));
  });

  it('shows the status that the operator writes', async () => {
    await create('ada').expect(201);
    await cluster.writeStatus('genomics', {
      observedGeneration: 1,
      state: 'failed',
      conditions: [
        {
          type: 'Stalled',
          status: 'True',
          reason: 'ImagePullFailed',
          message: 'manifest unknown',
          lastTransitionTime: '2026-01-01T00:00:00Z',
        },
      ],
    });
    const { body } = await get('ada', path()).expect(200);
    expect(body).toMatchObject({
      phase: 'failed',
      reason: {
        code: 'ImagePullFailed',
        message: 'manifest unknown',
        hint: expect.any(String),
      },
    });
  });

  it('shows how far its start is', async () => {
    await create('ada').expect(201);
    await createPod(cluster, 'genomics');
    await eventually(async () => {
      const { body } = await get('ada', path('/timeline')).expect(200);
      const states = Object.fromEntries(
        body.steps.map((step: any) => [step.step, step.state]),
      );
      expect(states).toMatchObject({
        requested: 'done',
        accepted: 'done',
        scheduled: 'done',
      });
    });
    await eventually(async () => {
      const { body } = await get('ada', path('/events')).expect(200);
      expect(body.events).toContainEqual(
        expect.objectContaining({
          subject: 'Pod/genomics-0',
          reason: expect.objectContaining({
            code: 'Scheduled',
            sentence: 'A machine was found.',
          }),
        }),
      );
    });
  });

  it('is changed with optimistic locking', async () => {
    const { body } = await create('ada').expect(201);
    const put = (resourceVersion: string, shape: object) =>
      request(portal.server)
        .put(path())
        .set('Authorization', as('ada'))
        .send({ resourceVersion, shape });
    await put(body.resourceVersion, {
      size: 'large',
      environment: { A: '1' },
    }).expect(200);
    await put(body.resourceVersion, { size: 'small' }).expect(409);
    expect((await readObject()).spec).toMatchObject({
      jupyterServer: {
        resources: { limits: { cpu: '4', memory: '16Gi' } },
        env: [
          { name: 'A', value: '1' },
          { name: 'SITE', value: 'lab' },
        ],
      },
    });
  });
});

describe('a preview', () => {
  it('is checked by the API server and compared with the quota', async () => {
    await cluster.admin.create<UnstructuredObject>(
      {
        ...resources.configMaps,
        plural: 'resourcequotas',
        kind: 'ResourceQuota',
      },
      {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'team', namespace: cluster.namespace },
        spec: { hard: { 'limits.memory': '4Gi' } },
      },
    );
    const preview = (size: string) =>
      post('ada', '/api/amalthea/preview', {
        profile: 'minimal',
        name: 'genomics',
        shape: { size },
      });
    await eventually(async () =>
      expect((await preview('small').expect(200)).body.quota).toHaveLength(1),
    );
    expect((await preview('small')).body).toMatchObject({
      acceptable: true,
      findings: [],
    });
    expect((await preview('large')).body).toMatchObject({
      acceptable: false,
      findings: [{ code: 'QuotaExceeded', field: 'shape.size' }],
    });
    await expect(readObject()).rejects.toMatchObject({ status: 404 });
  });

  it('says that a name is taken before anything is sent', async () => {
    await create('ada').expect(201);
    const { body } = await get(
      'charles',
      `/api/amalthea/names/dev/${cluster.namespace}/genomics`,
    ).expect(200);
    expect(body).toMatchObject({ available: false, suggestion: 'genomics-2' });
    await create('charles', { requestId: 'request-0002' }).expect(409);
  });
});

describe('the portal’s own identity', () => {
  it('is all that a cluster sees, whatever headers a caller sends', async () => {
    await get('charles', '/api/amalthea/servers')
      .set('Impersonate-User', 'admin')
      .set('Impersonate-Group', 'system:masters')
      .set('Backstage-Kubernetes-Authorization', 'Bearer forged')
      .expect(200);
    await post('charles', '/api/amalthea/servers', {
      profile: 'minimal',
      name: 'own',
      requestId: 'request-0003',
    })
      .set('Impersonate-User', 'admin')
      .set('Impersonate-Group', 'system:masters')
      .expect(201);
    const object = await cluster.admin.get<UnstructuredObject>(jupyterServers, {
      name: 'own',
      namespace: cluster.namespace,
    });
    expect(object.metadata?.annotations).toMatchObject({
      'amalthea.dev/owner': 'user:default/charles',
    });
  });
});
