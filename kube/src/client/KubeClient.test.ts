import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { isAlreadyExists, isConflict, KubeApiError } from '../api/KubeApiError';
import {
  KubeConnectionError,
  KubeDeadlineError,
  KubeUnknownKindError,
} from '../api/KubeError';
import { resources } from '../api/ResourceRef';
import {
  configMap,
  failure,
  FakeApiServer,
  json,
  reset,
  silence,
} from '../testing/FakeApiServer';
import { KubeClient, KubeClientOptions } from './KubeClient';

describe('KubeClient', () => {
  let server: FakeApiServer;
  let client: KubeClient;
  const retried: string[] = [];
  const target = { namespace: 'a', name: 'b' };

  const connect = (options: KubeClientOptions = {}, user: object = {}) => {
    client = KubeClient.fromKubeConfig(server.kubeConfig(user), {
      retry: {
        attempts: 4,
        initialMilliseconds: 1,
        maximumMilliseconds: 2_000,
      },
      metrics: {
        requestFinished: () => {},
        requestRetried: ({ code }) => retried.push(code),
      },
      ...options,
    });
    return client;
  };

  beforeEach(async () => {
    server = await FakeApiServer.start();
    retried.length = 0;
    connect();
  });
  afterEach(async () => {
    await client.close();
    await server.stop();
  });

  it('sends an apply as it is: unknown fields, field manager, force', async () => {
    server.answer(json({}));
    const object = {
      ...configMap('b', '1'),
      spec: { futureField: { keep: [1, 'two'] } },
    };
    await client.apply(resources.configMaps, object, {
      fieldManager: 'me',
      force: true,
    });
    const [request] = server.requests;
    expect(request.method).toBe('PATCH');
    expect(request.path).toBe('/api/v1/namespaces/a/configmaps/b');
    expect(Object.fromEntries(request.query)).toEqual({
      fieldManager: 'me',
      force: 'true',
    });
    expect(request.headers['content-type']).toBe(
      'application/apply-patch+yaml',
    );
    expect(JSON.parse(request.body)).toEqual(object);
  });

  it('reaches the status, and patches with the media type of the patch', async () => {
    server.answer(json({}));
    await client.patch(
      resources.statefulSets,
      target,
      { type: 'merge', body: { status: {} } },
      { subresource: 'status' },
    );
    await client.patch(resources.statefulSets, target, {
      type: 'json',
      body: [],
    });
    expect(
      server.requests.map(({ path, headers }) => [
        path,
        headers['content-type'],
      ]),
    ).toEqual([
      [
        '/apis/apps/v1/namespaces/a/statefulsets/b/status',
        'application/merge-patch+json',
      ],
      [
        '/apis/apps/v1/namespaces/a/statefulsets/b',
        'application/json-patch+json',
      ],
    ]);
  });

  it('deletes with preconditions', async () => {
    server.answer(json({}));
    await client.delete(resources.pods, target, {
      preconditions: { uid: 'u' },
      propagationPolicy: 'Background',
    });
    expect(JSON.parse(server.requests[0].body)).toMatchObject({
      preconditions: { uid: 'u' },
      propagationPolicy: 'Background',
    });
  });

  it('keeps connections open between requests', async () => {
    server.answer(json(configMap('b', '1')));
    for (let count = 0; count < 20; count += 1) {
      await client.get(resources.configMaps, target);
    }
    // One that has just answered may not be free yet.
    expect(server.connections).toBeLessThanOrEqual(2);
  });

  it('opens no more connections than it may', async () => {
    connect({ connections: 4 });
    server.answer(json(configMap('b', '1')));
    await Promise.all(
      Array.from({ length: 50 }, () =>
        client.get(resources.configMaps, target),
      ),
    );
    expect(server.connections).toBeLessThanOrEqual(4);
  });

  it('explains an API error without the body of the request or answer', async () => {
    server.answer(json({ kind: 'Secret', data: { token: 'c2VjcmV0' } }, 422));
    const error = await client
      .get(resources.secrets, target)
      .catch(caught => caught);
    expect(error).toBeInstanceOf(KubeApiError);
    expect(error).toMatchObject({
      status: 422,
      reason: 'Unknown',
      path: '/api/v1/namespaces/a/secrets/b',
    });
    expect(JSON.stringify(error) + error.message).not.toContain('c2VjcmV0');
  });

  it.each([
    [409, 'Conflict', isConflict],
    [409, 'AlreadyExists', isAlreadyExists],
  ])('tells %i %s apart', async (status, reason, is) => {
    server.answer(failure(status, reason));
    const error = await client
      .create(resources.configMaps, configMap('b', ''))
      .catch(caught => caught);
    expect(is(error)).toBe(true);
  });

  it('reads again after 500, 503 and a broken connection', async () => {
    server.answer(
      failure(500, 'InternalError'),
      failure(503, 'ServiceUnavailable'),
      reset(),
      json(configMap('b', '7')),
    );
    expect(
      (await client.get(resources.configMaps, target)).metadata
        ?.resourceVersion,
    ).toBe('7');
    expect(retried).toEqual(['500', '503', '<error>']);
  });

  it('applies again after an answer that was lost: the outcome is the same', async () => {
    server.answer(reset(), json({}));
    await client.apply(resources.configMaps, configMapWithoutVersion(), {
      fieldManager: 'me',
    });
    expect(server.requests).toHaveLength(2);
  });

  it('creates only once: after a lost answer it says that it may have been carried out', async () => {
    server.answer(reset(), json({}));
    const error = await client
      .create(resources.configMaps, configMap('b', ''))
      .catch(caught => caught);
    expect(error).toBeInstanceOf(KubeConnectionError);
    expect(error.sent).toBe('maybe');
    expect(server.requests).toHaveLength(1);
  });

  it('sends even a create again after 429, and waits as long as it is told', async () => {
    server.answer(
      failure(429, 'TooManyRequests', {}, { 'retry-after': '1' }),
      json({}, 201),
    );
    const started = performance.now();
    await client.create(resources.configMaps, configMap('b', ''));
    expect(performance.now() - started).toBeGreaterThanOrEqual(990);
    expect(server.requests).toHaveLength(2);
  });

  it('does not wait longer than it may, and gives up after its attempts', async () => {
    server.answer(
      failure(429, 'TooManyRequests', {}, { 'retry-after': '3600' }),
    );
    await expect(
      client.get(resources.configMaps, target),
    ).rejects.toMatchObject({ retryAfterMilliseconds: 3_600_000 });
    server.answer(failure(500, 'InternalError'));
    await expect(
      client.get(resources.configMaps, target),
    ).rejects.toMatchObject({ status: 500 });
    expect(server.requests).toHaveLength(1 + 4);
  });

  it.each([400, 403, 404, 409, 422])('does not repeat %i', async status => {
    server.answer(failure(status, 'Whatever'));
    await expect(
      client.get(resources.configMaps, target),
    ).rejects.toMatchObject({ status });
    expect(server.requests).toHaveLength(1);
  });

  it('gives up at the deadline, also in the middle of an answer', async () => {
    server.answer(silence);
    await expect(
      client.get(resources.configMaps, target, { deadlineMilliseconds: 50 }),
    ).rejects.toBeInstanceOf(KubeDeadlineError);
    server.answer((_request, response) => {
      response.writeHead(200);
      response.write('{"slow":');
    });
    await expect(
      client.get(resources.configMaps, target, { deadlineMilliseconds: 50 }),
    ).rejects.toBeInstanceOf(KubeDeadlineError);
  });

  it('stops when it is told to, with the reason it was given', async () => {
    server.answer(silence);
    const controller = new AbortController();
    const call = client.get(resources.configMaps, target, {
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(new Error('enough')), 20);
    await expect(call).rejects.toThrow('enough');
  });

  it('asks before each attempt whether it still may', async () => {
    server.answer(failure(500, 'InternalError'), json({}));
    let allowed = true;
    const call = client.apply(resources.configMaps, configMapWithoutVersion(), {
      fieldManager: 'me',
      beforeAttempt: () => {
        if (!allowed) {
          throw new Error('not any more');
        }
      },
    });
    setTimeout(() => {
      allowed = false;
    }, 0);
    server.answer((_request, response) => {
      allowed = false;
      failure(500, 'InternalError')(_request, response);
    });
    await expect(call).rejects.toThrow('not any more');
    expect(server.requests).toHaveLength(1);
  });

  it('takes a page of somebody else for no answer of the API server', async () => {
    server.answer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html>Please sign in</html>');
    });
    const error = await client.get(resources.configMaps, target).catch(e => e);
    expect(error).toBeInstanceOf(KubeConnectionError);
    expect(error.message).toBe(
      'GET /api/v1/namespaces/a/configmaps/b was answered 200 with something that is not JSON, as by a proxy on the way.',
    );
  });

  it('says when nothing could be sent', async () => {
    await server.stop();
    const error = await client
      .create(resources.configMaps, configMap('b', ''))
      .catch(caught => caught);
    expect(error).toBeInstanceOf(KubeConnectionError);
    expect(error.sent).toBe('no');
    server = await FakeApiServer.start();
  });

  it('reads the token file again when the token is refused', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'amalthea-kube-'));
    const tokenFile = join(directory, 'token');
    await writeFile(tokenFile, 'old');
    connect({}, { authProvider: { name: 'tokenFile', config: { tokenFile } } });
    server.answer(json({}));
    await client.get(resources.configMaps, target);
    await writeFile(tokenFile, 'new');
    server.answer((request, response) =>
      (request.headers.authorization === 'Bearer new'
        ? json({})
        : failure(401, 'Unauthorized'))(request, response),
    );
    await client.get(resources.configMaps, target);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
      ['Bearer old', 'Bearer old', 'Bearer new'],
    );
    await rm(directory, { recursive: true });
  });

  it('asks an exec plug-in for the token', async () => {
    const credential = {
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      status: { token: 'made' },
    };
    connect(
      {},
      {
        exec: {
          apiVersion: 'client.authentication.k8s.io/v1',
          command: 'echo',
          args: [JSON.stringify(credential)],
        },
      },
    );
    server.answer(json({}));
    await client.get(resources.configMaps, target);
    expect(server.requests[0].headers.authorization).toBe('Bearer made');
  });

  it('finds the resource of a kind, once, and says when there is none', async () => {
    const list = {
      resources: [
        { name: 'jobs', kind: 'Job', namespaced: true },
        { name: 'jobs/status', kind: 'Job', namespaced: true },
      ],
    };
    server.answer(json(list));
    const job = await client.discovery.find('batch/v1', 'Job');
    expect(job).toEqual({
      group: 'batch',
      version: 'v1',
      plural: 'jobs',
      kind: 'Job',
      namespaced: true,
    });
    await client.discovery.find('batch/v1', 'Job');
    expect(server.requests.map(({ path }) => path)).toEqual(['/apis/batch/v1']);
    server.answer(failure(404, 'NotFound'));
    await expect(
      client.discovery.find('nowhere/v1', 'Thing'),
    ).rejects.toBeInstanceOf(KubeUnknownKindError);
  });
});

function configMapWithoutVersion() {
  return { metadata: { name: 'b', namespace: 'a' } };
}
