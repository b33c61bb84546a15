import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, rename, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { silent, startCluster, stopCluster } from '../src';
import { clusterStatus } from '../src/cluster/clusterStatus';
import { clusterDirectory } from '../src/cluster/startCluster';
import {
  componentProcesses,
  killComponents,
} from '../src/cluster/componentProcesses';
import { freePort } from '../src/host/freePort';
import { kubectl } from './kubectl';
import { TemporaryClusters } from './temporaryClusters';

const statefulSet = `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  serviceName: web
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: any, volumeMounts: [{name: data, mountPath: /data}]}]
  volumeClaimTemplates:
    - metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;

const clusters = new TemporaryClusters();

afterAll(() => clusters.stop());

describe('a simulated cluster', () => {
  it('binds claims and runs pods, and a second start changes nothing of it', async () => {
    const first = await clusters.start({
      simulated: true,
      nodes: 2,
      audit: true,
    });
    await kubectl(first.state, ['apply', '-f', '-'], statefulSet);
    await kubectl(first.state, [
      'rollout',
      'status',
      'statefulset/web',
      '--timeout=30s',
    ]);
    const processes = await componentProcesses(first.state.directory);

    const second = await clusters.start({
      simulated: true,
      nodes: 2,
      directory: first.state.directory,
    });

    expect(second.state).toEqual(first.state);
    expect(await componentProcesses(first.state.directory)).toEqual(processes);
    expect((await clusterStatus(first.state.directory)).healthy).toBe(true);
    expect(
      await kubectl(first.state, [
        'get',
        'pvc',
        'data-web-0',
        '-o=jsonpath={.status.phase}',
      ]),
    ).toBe('Bound');
  });

  it('knows its test users, of whom the operator has no rights before a role is bound to it', async () => {
    const { state } = await clusters.start({ simulated: true });

    expect(
      await kubectl(state, [
        '--context=alice',
        'auth',
        'whoami',
        '-o=jsonpath={.status.userInfo.username}',
      ]),
    ).toBe('alice');
    await expect(
      kubectl(state, ['--context=operator', 'get', 'pods']),
    ).rejects.toThrow(/forbidden/);
  });

  it('starts a component again that has ended', async () => {
    const { state } = await clusters.start({ simulated: true });
    await killComponents(state.directory, new Set(['kube-scheduler']));
    expect((await clusterStatus(state.directory)).healthy).toBe(false);

    await clusters.start({ simulated: true, directory: state.directory });

    expect((await clusterStatus(state.directory)).healthy).toBe(true);
  });

  it('is not lost sight of when its folder was moved: the message says where it runs from', async () => {
    const { state } = await clusters.start({ simulated: true });
    const moved = `${state.directory}-moved`;
    await rename(state.directory, moved);

    await expect(stopCluster(moved)).rejects.toMatchObject({
      code: 'CLUSTER_BUSY',
      message: expect.stringContaining(`--directory ${state.directory}`),
    });

    await stopCluster(state.directory);
    await stopCluster(moved);
    expect(await componentProcesses(state.directory)).toEqual([]);
    await expect(access(moved)).rejects.toThrow('ENOENT');
  });

  it('is the same cluster by a symbolic link', async () => {
    const { state } = await clusters.start({ simulated: true });
    const link = `${state.directory}-link`;
    await symlink(state.directory, link);

    expect(clusterDirectory({ directory: link })).toBe(state.directory);
  });

  it('leaves no process and no file behind when it is stopped', async () => {
    const cluster = await clusters.start({ simulated: true });

    await cluster.stop();

    expect(await componentProcesses(cluster.state.directory)).toEqual([]);
    await expect(access(cluster.state.directory)).rejects.toThrow('ENOENT');
    await expect(cluster.stop()).resolves.toBeUndefined();
  });
});

describe('a start that does not reach its end', () => {
  it.each([100, 500, 1_000, 2_000])(
    'and is killed after %i ms can be repeated, and undone',
    async milliseconds => {
      const directory = await clusters.directory();
      const root = resolve(__dirname, '../..');
      const loader = resolve(root, 'node_modules/tsx/dist/loader.mjs');
      const up = ['cluster', 'up', '--simulated', `--directory=${directory}`];
      const child = spawn(
        process.execPath,
        ['--import', loader, resolve(root, 'dev/src/main.ts'), ...up],
        { stdio: 'ignore' },
      );
      await delay(milliseconds + 400);
      child.kill('SIGKILL');
      await once(child, 'exit');

      const cluster = await clusters.start({ simulated: true, directory });

      expect((await clusterStatus(cluster.state.directory)).healthy).toBe(true);
      const names = (await componentProcesses(directory)).map(
        ({ component }) => component,
      );
      expect(new Set(names).size).toBe(names.length);
      await cluster.stop();
      expect(await componentProcesses(directory)).toEqual([]);
    },
  );

  it('ends what it has started when it is interrupted', async () => {
    const directory = await clusters.directory();
    const signal = AbortSignal.timeout(1_200);

    await expect(
      startCluster({ simulated: true, directory, signal, progress: silent }),
    ).rejects.toThrow();

    expect(await componentProcesses(directory)).toEqual([]);
    await expect(access(directory)).rejects.toThrow('ENOENT');
  });

  it('says so when a port that was asked for is in use, and starts nothing', async () => {
    const directory = await clusters.directory();
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');

    const start = startCluster({
      simulated: true,
      directory,
      apiServerPort: port,
      progress: silent,
    });

    await expect(start).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining(String(port)),
    });
    expect(await componentProcesses(directory)).toEqual([]);
    await expect(access(directory)).rejects.toThrow('ENOENT');
    other.close();
  });

  it('says why and leaves nothing when a component cannot start', async () => {
    const directory = await clusters.directory();
    const environment = { ...process.env, TEST_ASSET_ETCD: '/bin/false' };

    const start = startCluster({
      simulated: true,
      directory,
      environment,
      progress: silent,
    });

    await expect(start).rejects.toMatchObject({
      code: 'COMPONENT_FAILED',
      message: expect.stringContaining('etcd'),
    });
    expect(await componentProcesses(directory)).toEqual([]);
  });
});

describe('two clusters', () => {
  it('run side by side, and stopping one leaves the other alone', async () => {
    const [one, other] = await Promise.all([
      clusters.start({ simulated: true }),
      clusters.start({ simulated: true }),
    ]);

    expect(one.state.server).not.toBe(other.state.server);
    expect(one.state.tokens.admin).not.toBe(other.state.tokens.admin);
    await stopCluster(one.state.directory);
    expect((await clusterStatus(other.state.directory)).healthy).toBe(true);
  });
});
