import {
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
} from 'node:fs/promises';
import { get } from 'node:https';
import { join } from 'node:path';
import { stopCluster, type Cluster, type ClusterState } from '../src';
import { clusterStatus } from '../src/cluster/clusterStatus';
import {
  componentProcesses,
  killComponents,
} from '../src/cluster/componentProcesses';
import { runCommand } from '../src/host/runCommand';
import { boxComponent, boxProcess } from '../src/node/nodeBox';
import { linkedFile } from '../src/node/startNode';
import { kubectl } from './kubectl';
import { TemporaryClusters } from './temporaryClusters';

const clusters = new TemporaryClusters();
// A real node takes namespaces, mounts and a network: root's work.
const describeAsRoot = process.getuid?.() === 0 ? describe : describe.skip;

afterAll(() => clusters.stop());

describeAsRoot('a cluster with a real node', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await clusters.start();
  });

  it('runs a pod whose volume belongs to the group of the pod', async () => {
    await runPod(cluster.state, 'first');

    const volumes = join(cluster.state.directory, 'volumes');
    const [volume] = await readdir(volumes);
    expect((await stat(join(volumes, volume))).gid).toBe(100);
  });

  it('lets nobody use the kubelet without credentials, though pods can reach it', async () => {
    const address = cluster.state.network?.nodeAddress;
    const status = await statusOf(`https://${address}:10250/pods`);

    expect(status).toBe(401);
  });

  it('answers at the address of the kubernetes Service, as programs in pods expect', async () => {
    expect(
      await statusOf(
        `https://${cluster.state.network?.apiServiceAddress}/readyz`,
      ),
    ).toBe(200);
  });

  it('comes back with its pods after its node was killed', async () => {
    await killComponents(cluster.state.directory, new Set([boxComponent]));
    expect((await clusterStatus(cluster.state.directory)).healthy).toBe(false);

    await clusters.start({ directory: cluster.state.directory });

    expect((await clusterStatus(cluster.state.directory)).healthy).toBe(true);
    await kubectl(cluster.state, [
      'wait',
      '--for=condition=Ready',
      'pod/first',
      '--timeout=60s',
    ]);
  });

  it('runs beside another one', async () => {
    const other = await clusters.start();

    expect(other.state.network?.podCidr).not.toBe(
      cluster.state.network?.podCidr,
    );
    await runPod(other.state, 'second');
    await stopCluster(other.state.directory);
    expect((await clusterStatus(cluster.state.directory)).healthy).toBe(true);
  });

  it('gets addresses of its own when another one starts at the same time', async () => {
    const pair = await Promise.all([clusters.start(), clusters.start()]);

    const networks = pair.map(({ state }) => state.network?.podCidr);
    expect(new Set(networks).size).toBe(2);
    for (const { state } of pair) await stopCluster(state.directory);
  });

  it('runs a pod from a folder whose path is longer than that of a socket, and no plain word of a shell', async () => {
    const above = `it's "one"/${'long'.repeat(30)}`;
    const { state } = await clusters.start({
      directory: await clusters.directory(above),
    });

    await runPod(state, 'far');
    await stopCluster(state.directory);
  });

  it('is completed when its start was killed before the node had a network', async () => {
    const { directory, network } = cluster.state;
    const box = await boxProcess(directory);
    await killComponents(directory, new Set(['etcd', 'kube-apiserver']));
    await runCommand('ip', ['link', 'delete', network?.interface ?? '']);
    await rm(`/proc/${box}/root${linkedFile}`);

    await clusters.start({ directory });

    expect((await clusterStatus(directory)).healthy).toBe(true);
  });

  it.each([
    [
      'its description is damaged',
      (directory: string) => truncate(join(directory, 'cluster.json'), 100),
    ],
    [
      'its folder was moved away',
      (directory: string) => rename(directory, `${directory}-moved`),
    ],
  ])('leaves nothing behind when %s', async (_fault, damage) => {
    const { state } = await clusters.start();
    await damage(state.directory);

    await stopCluster(state.directory);

    expect(await componentProcesses(state.directory)).toEqual([]);
    expect(await traces(state)).toEqual([]);
  });

  it('leaves no process, mount, interface, route, firewall rule or control group behind', async () => {
    const { state } = cluster;
    expect(await traces(state)).not.toEqual([]);

    await cluster.stop();

    expect(await componentProcesses(state.directory)).toEqual([]);
    expect(await traces(state)).toEqual([]);
  });
});

async function runPod(state: ClusterState, name: string): Promise<void> {
  await kubectl(state, ['apply', '-f', '-'], pod(name));
  await kubectl(state, [
    'wait',
    '--for=condition=Ready',
    `pod/${name}`,
    '--timeout=60s',
  ]);
}

/** Every line about the cluster in what the machine tells about itself. */
async function traces(state: ClusterState): Promise<string[]> {
  const texts = await Promise.all([
    readFile('/proc/self/mountinfo', 'utf8'),
    readFile('/proc/mounts', 'utf8'),
    output('ip', ['-brief', 'link']),
    output('ip', ['route', 'show', 'table', 'all']),
    output('iptables-save', []),
    output('find', ['/sys/fs/cgroup', '-name', `amalthea-${state.id}*`]),
    output('ip', ['netns', 'list']),
  ]);
  const marks = [
    state.id,
    state.directory,
    state.network?.interface ?? '',
    state.network?.podCidr ?? '',
  ];
  return texts
    .flatMap(text => text.split('\n'))
    .filter(line => marks.some(mark => line.includes(mark)));
}

async function output(
  program: string,
  args: readonly string[],
): Promise<string> {
  return (await runCommand(program, args)).stdout;
}

function statusOf(url: string): Promise<number> {
  return new Promise((answer, fail) => {
    // Both certificates are signed by the server itself; only the status is of interest.
    const request = get(url, { rejectUnauthorized: false }, response => {
      response.resume();
      answer(response.statusCode ?? 0);
    });
    request.once('error', fail);
  });
}

function pod(name: string): string {
  return `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: ${name}}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  securityContext: {runAsUser: 1000, runAsGroup: 100, fsGroup: 100, seccompProfile: {type: RuntimeDefault}}
  volumes: [{name: data, persistentVolumeClaim: {claimName: ${name}}}]
  containers:
    - name: pause
      image: localhost/amalthea/pause:dev
      imagePullPolicy: Never
      volumeMounts: [{name: data, mountPath: /data}]
`;
}
