import { KubernetesObject, objectKey } from '../api/KubernetesObject';
import { resources } from '../api/ResourceRef';
import { KubeClient } from '../client/KubeClient';
import {
  bookmark,
  configMap,
  events,
  failure,
  FakeApiServer,
  json,
  reset,
  silence,
} from '../testing/FakeApiServer';
import { Reflector } from './Reflector';
import { ReflectorOptions } from './ReflectorOptions';

const added = (name: string, version: string, more: object = {}) => ({
  type: 'ADDED',
  object: configMap(name, version, more),
});
const modified = (name: string, version: string, more: object = {}) => ({
  type: 'MODIFIED',
  object: configMap(name, version, more),
});
const deleted = (name: string, version: string) => ({
  type: 'DELETED',
  object: configMap(name, version),
});
const error = (code: number, reason: string) => ({
  type: 'ERROR',
  object: { kind: 'Status', code, reason, message: 'broken' },
});

describe('Reflector', () => {
  let server: FakeApiServer;
  let client: KubeClient;
  let reflector: Reflector<KubernetesObject>;
  let changes: string[];
  let errors: unknown[];

  const start = (options: Partial<ReflectorOptions<KubernetesObject>> = {}) => {
    reflector = new Reflector({
      client,
      resource: resources.configMaps,
      random: () => 0.5,
      backoff: { initialMilliseconds: 1, maximumMilliseconds: 5 },
      initialIdleMilliseconds: 200,
      onChange: ({ type, object }) =>
        changes.push(
          `${type} ${object.metadata?.name} ${object.metadata?.resourceVersion}`,
        ),
      onError: caught => errors.push(caught),
      ...options,
    });
    reflector.start();
  };
  const seen = async (count: number) => {
    while (changes.length < count) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  };
  const requested = async (count: number) => {
    while (server.requests.length < count) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  };
  const version = (index: number) =>
    server.requests[index].query.get('resourceVersion');

  beforeEach(async () => {
    server = await FakeApiServer.start();
    client = KubeClient.fromKubeConfig(server.kubeConfig(), {
      retry: { attempts: 1, initialMilliseconds: 1, maximumMilliseconds: 1 },
    });
    changes = [];
    errors = [];
  });
  afterEach(async () => {
    await reflector.stop();
    await client.close();
    await server.stop();
  });

  it('takes the initial list from the stream, and follows it', async () => {
    server.answer(
      events([
        added('a', '1'),
        added('b', '2'),
        bookmark('3', true),
        modified('a', '4'),
        deleted('b', '5'),
      ]),
    );
    start();
    await seen(4);
    expect(changes).toEqual([
      'added a 1',
      'added b 2',
      'updated a 4',
      'deleted b 5',
    ]);
    expect(Object.fromEntries(server.requests[0].query)).toEqual({
      watch: 'true',
      allowWatchBookmarks: 'true',
      sendInitialEvents: 'true',
      resourceVersionMatch: 'NotOlderThan',
      timeoutSeconds: '450',
    });
    expect(reflector.hasSynced).toBe(true);
  });

  it('is synced by an empty list too', async () => {
    server.answer(events([bookmark('3', true)]));
    start();
    expect(await reflector.waitForSync()).toBe(true);
    expect(reflector.store.size).toBe(0);
  });

  it.each([400, 422])(
    'reads pages when the server refuses to stream a list (%i)',
    async status => {
      server.answer(
        failure(status, 'Invalid'),
        json({
          metadata: { resourceVersion: '9', continue: 'more' },
          items: [configMap('a', '1')],
        }),
        json({
          metadata: { resourceVersion: '9' },
          items: [configMap('b', '2')],
        }),
        events([added('c', '10')]),
      );
      start();
      await seen(3);
      expect(changes).toEqual(['added a 1', 'added b 2', 'added c 10']);
      expect(server.requests[2].query.get('continue')).toBe('more');
      expect(version(3)).toBe('9');
    },
  );

  it('reads pages when the stream never says that the list is complete', async () => {
    server.answer(
      events([added('a', '1')]),
      json({
        metadata: { resourceVersion: '9' },
        items: [configMap('a', '1')],
      }),
      events([]),
    );
    start();
    await seen(1);
    expect(changes).toEqual(['added a 1']);
  });

  it('reads the list in one piece when a continue token has expired', async () => {
    server.answer(
      failure(422, 'Invalid'),
      json({
        metadata: { resourceVersion: '9', continue: 'more' },
        items: [configMap('a', '1')],
      }),
      failure(410, 'Expired'),
      json({
        metadata: { resourceVersion: '11' },
        items: [configMap('a', '1'), configMap('b', '2')],
      }),
      events([]),
    );
    start();
    await requested(5);
    expect(changes).toEqual(['added a 1', 'added b 2']);
    expect(server.requests[3].query.get('limit')).toBeNull();
  });

  it('resumes where it was after a clean end, a broken connection and a truncated line', async () => {
    server.answer(
      events([bookmark('3', true), added('a', '4')], true),
      events([modified('a', '5'), bookmark('8')], true),
      reset(`${JSON.stringify(modified('a', '9'))}\n{"type":"MODI`),
      events([modified('a', '10')]),
    );
    start();
    await seen(4);
    expect([version(1), version(2), version(3)]).toEqual(['4', '8', '9']);
    expect(changes.at(-1)).toBe('updated a 10');
  });

  it.each([500, 502, 503, 429])(
    'tries again, from the same version, when the watch is refused with %i',
    async status => {
      const refusals = Array.from({ length: 20 }, () =>
        failure(status, 'Whatever'),
      );
      server.answer(
        events([bookmark('3', true)], true),
        ...refusals,
        events([added('a', '4')]),
      );
      start();
      await seen(1);
      expect(version(21)).toBe('3');
      expect(errors.length).toBeGreaterThanOrEqual(20);
    },
  );

  it('waits as long as it is told', async () => {
    server.answer(
      events([bookmark('3', true)], true),
      failure(429, 'TooManyRequests', {}, { 'retry-after': '1' }),
      events([added('a', '4')]),
    );
    const started = performance.now();
    start();
    await seen(1);
    expect(performance.now() - started).toBeGreaterThan(900);
  });

  it('tries the first list again until it succeeds, and says once that it does', async () => {
    server.answer(
      failure(503, 'ServiceUnavailable'),
      failure(503, 'ServiceUnavailable'),
      events([added('a', '1'), bookmark('2', true), added('b', '3')]),
    );
    const recovered = jest.fn();
    start({ onRecovered: recovered });
    await seen(2);
    expect(reflector.hasSynced).toBe(true);
    expect(recovered).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['in the answer', failure(410, 'Expired')],
    ['in the stream', events([error(410, 'Expired')])],
  ])(
    'lists anew after 410 %s, and reports what went missing',
    async (_where, gone) => {
      server.answer(
        events([added('a', '1'), added('b', '2'), bookmark('3', true)], true),
        gone,
        events([added('b', '2'), added('c', '7'), bookmark('8', true)]),
      );
      start();
      await seen(4);
      expect(changes).toEqual([
        'added a 1',
        'added b 2',
        'added c 7',
        'deleted a 1',
      ]);
      expect(server.requests[2].query.get('sendInitialEvents')).toBe('true');
    },
  );

  it('goes on after an error in the stream that is not 410', async () => {
    server.answer(
      events([bookmark('3', true), error(500, 'InternalError')]),
      events([added('a', '4')]),
    );
    start();
    await seen(1);
    expect(version(1)).toBe('3');
    expect(errors).toHaveLength(1);
  });

  it('does not go back: duplicates and replays of older versions change nothing', async () => {
    server.answer(
      events([
        bookmark('3', true),
        added('a', '4'),
        added('a', '4'),
        modified('a', '6'),
        modified('a', '5'),
        deleted('a', '4'),
        added('b', '7'),
      ]),
    );
    start();
    await seen(3);
    expect(changes).toEqual(['added a 4', 'updated a 6', 'added b 7']);
  });

  it('refuses a list that is older than what was seen, and takes it when it stays so: the database was restored', async () => {
    const old = events([added('a', '1'), bookmark('2', true)], true);
    server.answer(
      events([added('a', '100'), bookmark('200', true)], true),
      failure(410, 'Expired'),
      old,
      old,
      old,
      old,
      old,
      events([]),
    );
    start();
    await requested(8);
    expect(changes).toEqual(['added a 100', 'deleted a 100', 'added a 1']);
    expect(
      errors.filter(caught =>
        String(caught).includes('older than version 200'),
      ),
    ).toHaveLength(4);
  });

  it('compares versions beyond 2^53', async () => {
    server.answer(
      events([
        bookmark('9007199254740993', true),
        added('a', '9007199254740994'),
        modified('a', '9007199254740992'),
      ]),
    );
    start();
    await seen(1);
    expect(reflector.resourceVersion).toBe('9007199254740994');
    expect(changes).toEqual(['added a 9007199254740994']);
  });

  it('reports the deletion that it did not see when the uid has changed', async () => {
    server.answer(
      events([added('a', '1'), bookmark('2', true)], true),
      failure(410, 'Expired'),
      events([added('a', '8', { uid: 'another' }), bookmark('9', true)]),
    );
    start();
    await seen(3);
    expect(changes).toEqual(['added a 1', 'deleted a 1', 'added a 8']);
  });

  it('puts characters together that arrive in pieces, and takes lines of 2 MB', async () => {
    const long = 'ß€𝄞'.repeat(250_000);
    const line = Buffer.from(
      `${JSON.stringify({
        type: 'ADDED',
        object: { ...configMap('a', '4'), data: { long } },
      })}\n`,
    );
    server.answer((_request, response) => {
      response.writeHead(200);
      response.write(`${JSON.stringify(bookmark('3', true))}\n`);
      for (let offset = 0; offset < line.length; offset += 10_007) {
        response.write(line.subarray(offset, offset + 10_007));
      }
    });
    start();
    await seen(1);
    const stored = reflector.store.get('a/a') as { data?: { long?: string } };
    expect(stored.data?.long).toBe(long);
  });

  it('drops a watch that is silent for too long, and resumes', async () => {
    server.answer(events([bookmark('3', true)]), events([added('a', '4')]));
    start({ idleMilliseconds: 100 });
    await seen(1);
    expect(version(1)).toBe('3');
  });

  it('is not stopped by a handler that throws', async () => {
    server.answer(
      events([bookmark('3', true), added('a', '4'), added('b', '5')]),
    );
    start({
      onChange: ({ object }) => {
        changes.push(objectKey(object));
        throw new Error('handler');
      },
    });
    await seen(2);
    expect(errors.map(String)).toEqual(['Error: handler', 'Error: handler']);
  });

  it('keeps no managed fields, and what a transform makes', async () => {
    server.answer(
      events([
        added('a', '1', { managedFields: [{ manager: 'x' }] }),
        bookmark('2', true),
      ]),
    );
    start();
    await seen(1);
    expect(reflector.store.get('a/a')?.metadata?.managedFields).toBeUndefined();
  });

  it('leaves nothing open when it is stopped: while listing, while watching, while waiting', async () => {
    for (const answer of [
      silence,
      events([bookmark('3', true)]),
      failure(500, 'InternalError'),
    ]) {
      server.answer(answer);
      const before = server.requests.length;
      start({
        backoff: { initialMilliseconds: 60_000, maximumMilliseconds: 60_000 },
      });
      await requested(before + 1);
      await reflector.stop();
      const after = server.requests.length;
      await new Promise(resolve => setTimeout(resolve, 50));
      expect(server.requests.length).toBe(after);
    }
    await client.close();
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(server.openSockets).toBe(0);
  });

  it('knows how long it has heard nothing', async () => {
    server.answer(events([bookmark('3', true)]));
    start();
    await reflector.waitForSync();
    await new Promise(resolve => setTimeout(resolve, 60));
    expect(reflector.ageMilliseconds).toBeGreaterThanOrEqual(50);
  });
});
