import { messageType } from '../protocol/codec';
import type { AppStreamRequest } from '../protocol/messages';
import { packEntries, packFiles } from '../repoServer/archive';
import { firstMessage } from '../repoServer/grpcFrames';
import {
  requestMessages,
  type GenerateRequest,
} from '../repoServer/repoServerClient';
import { serverYaml } from '../testing/deliveryTest';
import { inProcessRenderer } from '../testing/inProcessRenderer';
import { startTestSidecar, type TestSidecar } from '../testing/testSidecar';

const invalidArgument = 3;
const deadlineExceeded = 4;
const resourceExhausted = 8;

function decoded(type: string, body: Buffer): object {
  const message = messageType(type);
  return message.toObject(
    message.decode(firstMessage(body) ?? Buffer.alloc(0)),
    { defaults: true, enums: String },
  );
}

describe('the plugin service, asked as repo-server asks', () => {
  let running: TestSidecar;
  let archive: Buffer;
  beforeAll(async () => {
    running = await startTestSidecar();
    archive = await packFiles({
      'team/a.yaml': serverYaml('a'),
      'team/b.yaml': serverYaml('b'),
      'other/c.yaml': 'x: [',
    });
  });
  afterAll(() => running.stop());

  const generate = (request: Partial<GenerateRequest> = {}) =>
    running.client.send('GenerateManifest', {
      archive,
      appRelPath: 'team',
      ...request,
    });

  it('says that it is chosen by name and needs no credentials', async () => {
    const answer = await running.client.check();
    expect(answer.code).toBe(0);
    expect(decoded('CheckPluginConfigurationResponse', answer.body)).toEqual({
      isDiscoveryConfigured: false,
      provideGitCreds: false,
    });
  });

  it('generates the manifests of the application’s path', async () => {
    const manifests = await running.client.generate({
      archive,
      appRelPath: 'team',
      env: { ARGOCD_APP_NAMESPACE: 'lab' },
    });
    expect(manifests.map(manifest => JSON.parse(manifest).kind)).toEqual([
      ...[
        'JupyterServer',
        'Service',
        'Ingress',
        'StatefulSet',
        'ConfigMap',
        'NetworkPolicy',
      ],
      ...[
        'JupyterServer',
        'Service',
        'Ingress',
        'StatefulSet',
        'ConfigMap',
        'NetworkPolicy',
      ],
    ]);
  });

  it('gives the same bytes whatever the times in the archive and the size of its chunks', async () => {
    const files = { 'a.yaml': serverYaml('a') };
    const bodies = await Promise.all(
      [1, 1024, 65_536].map(async chunkBytes => {
        const packed = await packFiles(files, new Date(chunkBytes * 1e6));
        return (
          await running.client.send('GenerateManifest', {
            archive: packed,
            chunkBytes,
          })
        ).body.toString('base64');
      }),
    );
    expect(new Set(bodies).size).toBe(1);
  });

  it.each([
    ['.', 3, 'spec.routing'],
    ['team', 0, 'OK'],
    ['./team/', 0, 'OK'],
    ['../x', 3, 'illegal appPath: out of workDir bound'],
    ['/abs', 3, 'illegal appPath: out of workDir bound'],
    ['missing', 3, 'The path missing is not a directory'],
  ])('reads the path %j', async (appRelPath, code, message) => {
    const packed = await packFiles({
      'team/a.yaml': serverYaml('a'),
      'bad.yaml': serverYaml('b', { routing: {} }),
    });
    const answer = await generate({ archive: packed, appRelPath });
    expect(answer).toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('takes everything of the request before it answers with an error', async () => {
    const noise = Buffer.alloc(3_000_000, 'x');
    const answer = await generate({ archive: noise, checksum: 'not this' });
    expect(answer.sentEverything).toBe(true);
    expect(answer.code).toBe(invalidArgument);
    expect(answer.message).toMatch(/^file checksum validation error/);
  });

  it.each<
    [
      string,
      (request: GenerateRequest) => Iterable<AppStreamRequest | Buffer>,
      RegExp,
    ]
  >([
    ['no message', () => [], /^metadata is nil/],
    [
      'a file first',
      request => [...requestMessages(request)].slice(1),
      /^metadata is nil/,
    ],
    ['an empty message first', () => [Buffer.alloc(0)], /^metadata is nil/],
    [
      'the metadata twice',
      request =>
        [...requestMessages(request)].flatMap((message, index) =>
          index === 0 ? [message, message] : [message],
        ),
      /^stream request file is nil/,
    ],
    [
      'an empty message later',
      request => [...requestMessages(request), Buffer.alloc(0)],
      /^stream request file is nil/,
    ],
    [
      'metadata alone',
      request => [...requestMessages({ ...request, archive: Buffer.alloc(0) })],
      /^no files were sent/,
    ],
  ])('refuses a stream of %s', async (_what, messages, message) => {
    const answer = await running.client.stream(
      'GenerateManifest',
      messages({ archive, appRelPath: 'team' }),
    );
    expect(answer).toMatchObject({
      code: invalidArgument,
      sentEverything: true,
      message: expect.stringMatching(message),
    });
  });

  it('survives bytes that are no message of the protocol', async () => {
    const answer = await running.client.stream('GenerateManifest', [
      Buffer.from([0xff, 0xff, 0xff]),
    ]);
    expect(answer.code).not.toBe(0);
    expect((await generate()).code).toBe(0);
  });

  it('keeps the lines of a message', async () => {
    const packed = await packFiles({
      'a.yaml': serverYaml('a', { jupytr: 1 }),
      'b.yaml': serverYaml('b', { rooting: 1 }),
    });
    const { message } = await generate({ archive: packed, appRelPath: '.' });
    expect(message.split('\n')).toEqual([
      '2 problems; nothing is delivered until it is solved:',
      expect.stringMatching(/^a\.yaml:12:3: spec\.jupytr: /),
      expect.stringMatching(/^b\.yaml:12:3: spec\.rooting: /),
    ]);
  });

  it('uses the environment of the request, and none of its own', async () => {
    process.env.ARGOCD_APP_NAMESPACE = 'of-the-process';
    try {
      const [without] = await running.client.generate({
        archive,
        appRelPath: 'team',
      });
      expect(JSON.parse(without).metadata.namespace).toBeUndefined();
      const parameters = JSON.stringify([
        { name: 'delivery', string: 'resource' },
      ]);
      const env = {
        ARGOCD_APP_NAMESPACE: 'lab',
        ARGOCD_APP_PARAMETERS: parameters,
        ARGOCD_ENV_EMPTY: '',
        '': 'x',
      };
      const manifests = await running.client.generate({
        archive,
        appRelPath: 'team',
        env,
      });
      expect(
        manifests.map(manifest => JSON.parse(manifest).metadata.namespace),
      ).toEqual(['lab', 'lab']);
    } finally {
      delete process.env.ARGOCD_APP_NAMESPACE;
    }
  });

  it('says whether a path holds a server, and never claims discovery', async () => {
    const match = async (appRelPath: string) =>
      decoded(
        'RepositoryResponse',
        (await running.client.send('MatchRepository', { archive, appRelPath }))
          .body,
      );
    expect(await match('team')).toEqual({
      isSupported: true,
      isDiscoveryEnabled: false,
    });
    expect(await match('other')).toEqual({
      isSupported: false,
      isDiscoveryEnabled: false,
    });
  });

  it('announces its parameters with their defaults', async () => {
    const answer = await running.client.send('GetParametersAnnouncement', {
      archive,
    });
    expect(
      decoded('ParametersAnnouncementResponse', answer.body),
    ).toMatchObject({
      parameterAnnouncements: [
        { name: 'delivery', collectionType: 'string', string: 'bundle' },
        { name: 'namespace' },
        { name: 'host' },
        { name: 'imagePrefixes', collectionType: 'array' },
        { name: 'maxResources', collectionType: 'map' },
        { name: 'requiredLabels' },
        { name: 'labels' },
        { name: 'storageClass' },
        { name: 'passThrough', string: 'allow' },
      ],
    });
  });

  it('answers the health protocol', async () => {
    const answer = await running.client.stream('/grpc.health.v1.Health/Check', [
      Buffer.alloc(0),
    ]);
    expect(decoded('HealthCheckResponse', answer.body)).toEqual({
      status: 'SERVING',
    });
  });

  it('logs who asked and what it cost, and nothing of the files', async () => {
    const packed = await packEntries([
      {
        name: 'a.yaml',
        type: 'file',
        content: serverYaml('a', { auth: { token: 'swordfish' } }),
      },
    ]);
    await generate({
      archive: packed,
      appRelPath: '.',
      env: { ARGOCD_APP_NAME: 'lab_team', ARGOCD_APP_REVISION: 'abc' },
    });
    const line = running.log[running.log.length - 1];
    expect(JSON.parse(line)).toMatchObject({
      application: 'lab_team',
      revision: 'abc',
      path: '.',
      servers: 1,
      manifests: 6,
    });
    expect(running.log.join('')).not.toContain('swordfish');
  });

  it('serves health and metrics over HTTP', async () => {
    const get = (path: string) =>
      fetch(`http://127.0.0.1:${running.sidecar.httpPort}${path}`);
    expect((await get('/livez')).status).toBe(200);
    expect((await get('/readyz')).status).toBe(200);
    expect(await (await get('/metrics')).text()).toMatch(
      /amalthea_cmp_requests_total\{method="generate",code="OK"\} \d+/,
    );
    expect((await get('/other')).status).toBe(404);
  });
});

describe('the plugin service under load', () => {
  it('holds callers back while its places are taken, and refuses those that find the queue full', async () => {
    const gate = Promise.withResolvers<void>();
    const { client, stop } = await startTestSidecar(
      { AMALTHEA_CMP_CONCURRENCY: '1', AMALTHEA_CMP_QUEUE: '1' },
      inProcessRenderer({ before: () => gate.promise }),
    );
    const archive = await packFiles({ 'a.yaml': serverYaml('a') });
    const large = await packFiles({
      'a.yaml': serverYaml('a'),
      'noise.bin': Buffer.alloc(2_000_000, 'abc').toString('latin1'),
    });
    const calls = [0, 1, 2].map(index =>
      client.send('GenerateManifest', {
        archive: index === 2 ? large : archive,
      }),
    );
    const refused = await Promise.race(calls);
    expect(refused).toMatchObject({
      code: resourceExhausted,
      sentEverything: true,
    });
    expect(refused.message).toMatch(
      /^The Amalthea plugin is busy: 1 applications are being rendered and 1 wait/,
    );
    gate.resolve();
    const codes = (await Promise.all(calls)).map(({ code }) => code).sort();
    expect(codes).toEqual([0, 0, resourceExhausted]);
    await stop();
  });

  it('answers with its own words before the deadline', async () => {
    const { client, stop } = await startTestSidecar(
      {},
      inProcessRenderer({
        before: signal =>
          new Promise((_, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason)),
          ),
      }),
    );
    const archive = await packFiles({ 'a.yaml': serverYaml('a') });
    const answer = await client.send('GenerateManifest', {
      archive,
      timeoutMilliseconds: 400,
    });
    expect(answer.code).toBe(deadlineExceeded);
    expect(answer.message).toMatch(
      /^The Amalthea plugin did not finish within 0\.\d s\. Split the path/,
    );
    await stop();
  });

  it('gives the place of a client that stalls to others once its time is over', async () => {
    const { client, stop } = await startTestSidecar({
      AMALTHEA_CMP_CONCURRENCY: '1',
      AMALTHEA_CMP_TIMEOUT_SECONDS: '1',
    });
    const archive = await packFiles({ 'a.yaml': serverYaml('a') });
    const leaves = Promise.withResolvers<void>();
    const stalled = client.stream(
      'GenerateManifest',
      (async function* beginning() {
        yield* [...requestMessages({ archive })].slice(0, 1);
        await leaves.promise;
      })(),
    );
    await new Promise(resolve => setTimeout(resolve, 1_100));
    expect((await client.send('GenerateManifest', { archive })).code).toBe(0);
    leaves.resolve();
    expect((await stalled).code).toBe(deadlineExceeded);
    await stop();
  });

  it('stops working for a client that goes away', async () => {
    const stopped = Promise.withResolvers<unknown>();
    const started = Promise.withResolvers<void>();
    const { client, stop } = await startTestSidecar(
      {},
      inProcessRenderer({
        before: signal =>
          new Promise((_, reject) => {
            started.resolve();
            signal.addEventListener('abort', () => {
              stopped.resolve(signal.reason);
              reject(signal.reason);
            });
          }),
      }),
    );
    const archive = await packFiles({ 'a.yaml': serverYaml('a') });
    const controller = new AbortController();
    const call = client.send('GenerateManifest', {
      archive,
      signal: controller.signal,
    });
    await started.promise;
    controller.abort();
    await call;
    expect(await stopped.promise).toMatchObject({ code: 'CANCELLED' });
    await stop();
  });

  it('refuses archives over the limit, after it took them', async () => {
    const { client, stop } = await startTestSidecar({
      AMALTHEA_CMP_MAX_RECEIVED_MIB: '1',
    });
    const archive = Buffer.alloc(3 * 1024 * 1024);
    const answer = await client.send('GenerateManifest', {
      archive,
      chunkBytes: 65_536,
    });
    expect(answer).toMatchObject({
      code: resourceExhausted,
      sentEverything: true,
    });
    expect(answer.message).toMatch(
      /^The repository has more than 1 MiB of compressed content\./,
    );
    await stop();
  });

  it('lets running calls end when it stops', async () => {
    const gate = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const { client, stop } = await startTestSidecar(
      {},
      inProcessRenderer({
        before: () => {
          started.resolve();
          return gate.promise;
        },
      }),
    );
    const call = client.send('GenerateManifest', {
      archive: await packFiles({ 'a.yaml': serverYaml('a') }),
    });
    await started.promise;
    const stopping = stop();
    gate.resolve();
    expect((await call).code).toBe(0);
    await stopping;
    await expect(client.check()).rejects.toThrow(/ENOENT|ECONNREFUSED/);
  });
});
