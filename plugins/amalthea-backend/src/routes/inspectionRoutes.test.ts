import { KubeApiError, resources } from '@amalthea/kube';
import request from 'supertest';
import { as, startPlugin } from '../__testUtils__/startPlugin';

const path = '/api/amalthea/servers/dev/research/genomics';
/** What the operator found to be the server's. */
const children = {
  statefulset: { kind: 'StatefulSet', name: 'genomics', uid: 'own-set' },
  pvc: { kind: 'PersistentVolumeClaim', name: 'genomics', uid: 'own-claim' },
  secret: { kind: 'Secret', name: 'genomics', uid: 'own-secret' },
};
const running = {
  metadata: {
    uid: 'own-server',
    annotations: { 'amalthea.dev/owner': 'user:default/ada' },
  },
  status: {
    state: 'running',
    url: 'http://jupyter.localhost/genomics',
    children,
  },
};
const madeBy = (uid: string) => ({
  name: 'genomics-0',
  namespace: 'research',
  ownerReferences: [
    { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'genomics', uid },
  ].map(reference => ({ ...reference, controller: true })),
});
const pod = {
  metadata: madeBy('own-set'),
  spec: { containers: [{ name: 'jupyter-server' }, { name: 'authz' }] },
  status: { phase: 'Running' },
};

async function start() {
  const started = await startPlugin();
  started.clusters.putServer('genomics', running);
  const get = (suffix: string) =>
    request(started.server)
      .get(`${path}${suffix}`)
      .set('Authorization', as('ada'));
  const open = () =>
    request(started.server)
      .post(`${path}/open`)
      .set('Authorization', as('ada'));
  return { ...started, client: started.clusters.client, get, open };
}

describe('GET …/events', () => {
  it('translates events, newest first, and keeps what the cluster said', async () => {
    const { client, get } = await start();
    const put = (name: string, involved: string, event: object) =>
      client.put(resources.coreEvents, {
        metadata: { name, namespace: 'research' },
        involvedObject: { kind: 'Pod', name: involved },
        ...event,
      } as never);
    put('a', 'genomics-0', {
      type: 'Normal',
      reason: 'Scheduled',
      message: 'Successfully assigned',
      firstTimestamp: '2026-01-01T00:00:01Z',
    });
    put('b', 'genomics-0', {
      type: 'Warning',
      reason: 'FailedScheduling',
      message: '0/3 nodes are available',
      lastTimestamp: '2026-01-01T00:00:05Z',
      count: 3,
    });
    put('c', 'somebody-0', {
      type: 'Warning',
      reason: 'BackOff',
      message: 'x',
      lastTimestamp: '2026-01-01T00:00:09Z',
    });
    put('d', 'genomics-0', {
      type: 'Normal',
      reason: 'Started',
      message: 'of an earlier server',
      lastTimestamp: '2025-12-01T00:00:00Z',
    });

    put('e', 'genomics-0', {
      type: 'Warning',
      reason: 'FailedScheduling',
      message: 'pod has unbound immediate PersistentVolumeClaims',
      lastTimestamp: '2026-01-01T00:00:00Z',
    });

    const { body } = await get('/events').expect(200);

    expect(body.events).toMatchObject([
      {
        severity: 'warning',
        count: 3,
        subject: 'Pod/genomics-0',
        reason: {
          code: 'Unschedulable',
          hint: expect.any(String),
          message: '0/3 nodes are available',
        },
      },
      {
        severity: 'normal',
        reason: { code: 'Scheduled', sentence: 'A machine was found.' },
      },
      { severity: 'normal', reason: { code: 'VolumePending' } },
    ]);
  });
});

describe('GET …/logs', () => {
  it('gives the notebook’s newest lines with their times', async () => {
    const { client, get } = await start();
    client.put(resources.pods, pod);
    client.log =
      '2026-01-01T00:00:00.123Z first\n2026-01-01T00:00:01Z second line\n';
    const { body } = await get('/logs').expect(200);
    expect(body).toEqual({
      pod: 'genomics-0',
      container: 'jupyter-server',
      containers: ['jupyter-server', 'authz'],
      lines: [
        { at: '2026-01-01T00:00:00.123Z', text: 'first' },
        { at: '2026-01-01T00:00:01Z', text: 'second line' },
      ],
      truncated: false,
    });
  });

  it('says why there are none', async () => {
    const { get } = await start();
    const { body } = await get('/logs').expect(200);
    expect(body.emptyReason).toBe(
      'The server is not running now, so it has no logs.',
    );
  });

  it('gives the newest lines when they are long, not the oldest that fit', async () => {
    const { client, get } = await start();
    client.put(resources.pods, pod);
    const long = 'ü'.repeat(10_000);
    client.log = Array.from({ length: 500 }, (_, n) => `${n} ${long}\n`).join(
      '',
    );
    const { body } = await get('/logs').expect(200);
    expect(body.truncated).toBe(true);
    expect(body.lines.length).toBeGreaterThan(10);
    expect(body.lines.at(-1).text).toBe(`499 ${long}`);
    expect(body.lines[0].text).toHaveLength(long.length + 4);

    client.log = 'x'.repeat(3 * 1024 * 1024);
    const { body: cut } = await get('/logs').expect(200);
    expect(cut).toMatchObject({ truncated: true, lines: [expect.anything()] });
  });

  it('says that the machine is silent, not the cluster', async () => {
    const { client, get } = await start();
    client.put(resources.pods, pod);
    client.logRefusal = new KubeApiError(
      { method: 'GET', path: '/', status: 500, reason: '', causes: [] },
      'Get "https://192.0.2.1:10250/containerLogs": connection refused',
    );
    const { body } = await get('/logs').expect(503);
    expect(body.error.message).toMatch(/^The machine/);
    expect(body.error.cause.detail).toContain('10250');
  });

  it('names the containers when another is asked for', async () => {
    const { client, get } = await start();
    client.put(resources.pods, pod);
    const { body } = await get('/logs?container=etcd').expect(404);
    expect(body.error.cause).toMatchObject({
      code: 'LogsUnavailable',
      hint: 'Choose one of: jupyter-server, authz.',
    });
  });

  it.each([
    'tailLines=0',
    'tailLines=100000',
    'tailLines=x',
    'container=a%2Fb',
    'previous=maybe',
  ])('refuses %s', async query => {
    const { get } = await start();
    await get(`/logs?${query}`).expect(400);
  });
});

describe('GET …/manifest', () => {
  it('shows the definition, what it renders to and what runs, but no secret', async () => {
    const { client, get } = await start();
    client.put(resources.statefulSets, {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'genomics', namespace: 'research', uid: 'own-set' },
    } as never);
    client.put(resources.secrets, {
      kind: 'Secret',
      metadata: { name: 'genomics', namespace: 'research' },
      data: { jupyterServerAppToken: 'c2VjcmV0' },
    } as never);
    const { body } = await get('/manifest').expect(200);
    expect(body.serverYaml).not.toContain('status');
    const byKey = new Map(
      body.objects.map((object: any) => [object.key, object]),
    );
    expect(byKey.get('statefulset')).toMatchObject({
      kind: 'StatefulSet',
      liveYaml: expect.stringContaining('genomics'),
    });
    expect(JSON.stringify(body)).not.toContain('c2VjcmV0');
  });

  it('says that a definition cannot be rendered', async () => {
    const { clusters, get } = await start();
    clusters.putServer('genomics', {
      ...running,
      spec: { jupyterServer: {}, routing: {} },
    });
    const { body } = await get('/manifest').expect(200);
    expect(body.renderProblem).toContain('spec.routing.host');
  });
});

describe('POST …/open', () => {
  it('carries the server’s token where a token is the only access, and is not cached', async () => {
    const { client, open } = await start();
    client.put(resources.secrets, {
      metadata: { name: 'genomics', namespace: 'research', uid: 'own-secret' },
      data: { jupyterServerAppToken: Buffer.from('abc+/').toString('base64') },
    } as never);
    const answer = await open().expect(200);
    expect(answer.body).toEqual({
      mode: 'token',
      openUrl: 'http://jupyter.localhost/genomics/?token=abc%2B%2F',
    });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('carries the token of the Secret that the definition names', async () => {
    const { clusters, client, open } = await start();
    clusters.putServer('genomics', {
      ...running,
      spec: {
        jupyterServer: {},
        auth: { tokenSecretRef: { name: 'shared', key: 'token' } },
      },
    });
    const { body: refusal } = await open().expect(409);
    expect(refusal.error.message).toContain('shared');
    client.put(resources.secrets, {
      metadata: { name: 'shared', namespace: 'research' },
      data: { token: Buffer.from('own').toString('base64') },
    } as never);
    const { body } = await open().expect(200);
    expect(body.openUrl).toContain('?token=own');
  });

  it('is the plain address where people sign in', async () => {
    const { clusters, open } = await start();
    clusters.putServer('genomics', {
      ...running,
      spec: { jupyterServer: {}, auth: { oidc: { enabled: true } } },
    });
    const { body } = await open().expect(200);
    expect(body).toEqual({
      mode: 'oidc',
      openUrl: 'http://jupyter.localhost/genomics',
    });
  });

  it('waits for an address and a token', async () => {
    const { clusters, open } = await start();
    expect((await open().expect(409)).body.error.cause.code).toBe(
      'ServerNotReady',
    );
    clusters.putServer('genomics', { ...running, status: {} });
    expect((await open().expect(409)).body.error.cause.code).toBe(
      'ServerNotReady',
    );
  });

  it.each(['file:///etc/passwd', 'data:text/html,x', 'http://'])(
    'never leads to anything but a web address (%s)',
    async url => {
      const { clusters, get, open } = await start();
      clusters.putServer('genomics', { ...running, status: { url } });
      await open().expect(409);
      const { body } = await get('').expect(200);
      expect(body).not.toHaveProperty('url');
    },
  );
});

describe("somebody else's objects of the same name", () => {
  const foreign = { name: 'genomics', namespace: 'research', uid: 'foreign' };

  it('have no logs to show, whether or not the server has a StatefulSet', async () => {
    const { clusters, client, get } = await start();
    client.put(resources.pods, { ...pod, metadata: madeBy('foreign') });
    client.log = 'password=hunter2';
    const { body } = await get('/logs').expect(200);
    expect(body).toMatchObject({ containers: [], lines: [] });
    await get('/logs?container=authz').expect(200, body);

    clusters.putServer('genomics', { ...running, status: {} });
    client.put(resources.pods, { ...pod, metadata: { ...madeBy('foreign') } });
    await get('/logs').expect(200, body);
  });

  it('make no progress of the server', async () => {
    const { clusters, client, get } = await start();
    clusters.putServer('genomics', {
      ...running,
      status: { state: 'starting' },
    });
    client.put(resources.pods, {
      ...pod,
      metadata: madeBy('foreign'),
      status: { conditions: [{ type: 'PodScheduled', status: 'True' }] },
    } as never);
    const { body } = await get('/timeline').expect(200);
    expect(body.steps).toContainEqual(
      expect.objectContaining({ step: 'scheduled', state: 'active' }),
    );
  });

  it('have no events to show', async () => {
    const { clusters, client, get } = await start();
    const put = (kind: string, name: string, uid: string) =>
      client.put(resources.coreEvents, {
        metadata: {
          name: `${kind}.${uid}`.toLowerCase(),
          namespace: 'research',
        },
        involvedObject: { kind, name, uid },
        reason: 'BackOff',
        lastTimestamp: '2026-01-01T00:00:09Z',
      } as never);
    put('JupyterServer', 'genomics', 'own-server');
    put('PersistentVolumeClaim', 'genomics', 'own-claim');
    put('Pod', 'genomics-0', 'own-pod-of-an-earlier-start');
    // A server called genomics-0, and the pod of one called after all but the end of this one's name.
    put('JupyterServer', 'genomics-0', 'foreign');
    put('Pod', 'genomics', 'foreign');
    put('StatefulSet', 'genomics', 'foreign');
    const subjects = async () => {
      const { body } = await get('/events').expect(200);
      return body.events.map((event: any) => event.subject).sort();
    };
    expect(await subjects()).toEqual([
      'JupyterServer/genomics',
      'PersistentVolumeClaim/genomics',
      'Pod/genomics-0',
    ]);
    clusters.putServer('genomics', { ...running, status: {} });
    expect(await subjects()).toEqual(['JupyterServer/genomics']);
  });

  it('are not shown as what runs', async () => {
    const { client, get } = await start();
    client.put(resources.statefulSets, {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: foreign,
      spec: { template: { env: 'hunter2' } },
    } as never);
    const { body } = await get('/manifest').expect(200);
    expect(JSON.stringify(body)).not.toContain('hunter2');
  });

  it('open nothing', async () => {
    const { client, open } = await start();
    client.put(resources.secrets, {
      metadata: foreign,
      data: { jupyterServerAppToken: 'eA==' },
    } as never);
    const { body } = await open().expect(409);
    expect(body.error.cause.code).toBe('ServerNotReady');
  });
});
