import { readClusterState, type ClusterState } from '@amalthea/dev';
import { KernelClient } from './chart/KernelClient';
import { OperatorPods } from './chart/OperatorPods';
import { helm, kubectl } from './kubernetes/tools';
import { eventually } from './product/eventually';
import { exampleManifests } from './product/exampleServers';
import { installProduct, release } from './product/installProduct';
import { createNamespace } from './product/namespace';

/** A lease lasts 15 s; whoever waits asks for it every 2 s. */
const takeoverLimitSeconds = 20;

/** One story in order: the life of a release, with a server in use through all of it. */
describe('the chart, with a server in use', () => {
  let cluster: ClusterState;
  let namespace: Awaited<ReturnType<typeof createNamespace>>;
  let kernel: KernelClient;
  let usedPod: string;
  const operators = new OperatorPods(release.namespace, release.name);

  const inNamespace = (...words: string[]) =>
    kubectl([...words, `--namespace=${namespace.name}`]);
  const applyServer = async (name: string) =>
    kubectl(
      ['apply', `--namespace=${namespace.name}`, '--filename=-'],
      await exampleManifests('01-minimal-token.yaml', manifest => {
        manifest.metadata.name = name;
        manifest.spec.routing = { host: `${name}.localhost`, path: '/work' };
      }),
    );
  const waitUntilReady = (name: string) =>
    inNamespace(
      'wait',
      '--for=condition=Ready',
      `jupyterserver/${name}`,
      '--timeout=240s',
    );
  const serverField = (path: string) =>
    inNamespace('get', 'jupyterserver/used', `--output=jsonpath={${path}}`);
  const condition = (type: string, field = 'status') =>
    serverField(`.status.conditions[?(@.type=="${type}")].${field}`);

  /** What a restart of any container, or of the pod, would change. */
  const podIdentity = () =>
    inNamespace(
      'get',
      'pod/used-0',
      '--output=jsonpath={.metadata.uid} {.status.containerStatuses[*].containerID}',
    );

  async function expectNoRefusals(): Promise<void> {
    expect(await operators.refusals()).toEqual([]);
  }

  beforeAll(async () => {
    cluster = await readClusterState(process.env.AMALTHEA_CLUSTER ?? '');
    namespace = await createNamespace('releases');
    await applyServer('used');
    await waitUntilReady('used');
    kernel = await KernelClient.start(cluster, 'http://used.localhost/work');
    usedPod = await podIdentity();
  });

  afterEach(expectNoRefusals);

  afterAll(async () => {
    await namespace?.remove();
    await installProduct(process.env);
  });

  async function expectUndisturbed(): Promise<void> {
    expect(await podIdentity()).toBe(usedPod);
    expect(await kernel.isAlive()).toBe(true);
  }

  it('upgrades without restarting anybody, and says what waits for the next start', async () => {
    const readySince = await condition('Ready', 'lastTransitionTime');
    await installProduct(process.env, [
      '--set=authz.image.tag=not-there-yet',
      '--set=authz.resources.requests.memory=80Mi',
    ]);
    await eventually(async () =>
      expect(await condition('UpdatePending')).toBe('True'),
    );
    const pending = JSON.parse(await serverField('.status.update.pending'));
    expect(pending).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          path: expect.stringMatching(/containers.*image$/),
          to: 'localhost/amalthea/authz:not-there-yet',
        }),
        expect.objectContaining({
          path: expect.stringMatching(/requests.memory$/),
          to: '80Mi',
        }),
      ]),
    );
    await expectUndisturbed();
    expect(await condition('Ready', 'lastTransitionTime')).toBe(readySince);
  });

  it('takes an upgrade back before anybody noticed', async () => {
    await installProduct(process.env);
    await eventually(async () =>
      expect(await condition('UpdatePending')).not.toBe('True'),
    );
    await expectUndisturbed();
  });

  it('gives an operator that dies a successor, which keeps new servers too', async () => {
    const leader = await operators.leader();
    await operators.kill(leader);
    await eventually(
      async () => expect(await operators.leader()).not.toBe(leader),
      takeoverLimitSeconds,
    );
    await applyServer('later');
    await waitUntilReady('later');
    await inNamespace('delete', 'jupyterserver/later', '--timeout=120s');
    await expectUndisturbed();
  });

  it('leaves servers running when it is uninstalled', async () => {
    await helm([
      'uninstall',
      release.name,
      `--namespace=${release.namespace}`,
      '--wait',
      '--timeout=120s',
    ]);
    await eventually(async () => expect(await operators.names()).toEqual([]));
    expect(await serverField('.status.state')).toBe('running');
    await expectUndisturbed();
  });

  it('takes them over when it is installed again', async () => {
    await installProduct(process.env);
    await inNamespace('label', 'jupyterserver/used', 'seen-after=reinstall');
    await eventually(async () =>
      expect(
        await inNamespace(
          'get',
          'statefulset/used',
          '--output=jsonpath={.metadata.labels.seen-after}',
        ),
      ).toBe('reinstall'),
    );
    expect(await condition('Ready')).toBe('True');
    await expectUndisturbed();
  });

  it('brings the pending update with the restart that somebody asks for', async () => {
    await installProduct(process.env, [
      '--set=authz.resources.requests.memory=80Mi',
    ]);
    await eventually(async () =>
      expect(await condition('UpdatePending')).toBe('True'),
    );
    await expectUndisturbed();
    await inNamespace(
      'annotate',
      'jupyterserver/used',
      `amalthea.dev/restart-requested-at=${new Date().toISOString()}`,
    );
    await eventually(async () =>
      expect(
        await inNamespace(
          'get',
          'pod/used-0',
          '--output=jsonpath={.spec.containers[*].resources.requests.memory}',
        ),
      ).toContain('80Mi'),
    );
    await waitUntilReady('used');
    await eventually(async () =>
      expect(await condition('UpdatePending')).not.toBe('True'),
    );
  });
});
