import { gatewayApiDefinitions, startCluster } from '@amalthea/dev';
import { crd, JupyterServerStatus } from '@amalthea/jupyterserver';
import { KubeClient, KubernetesObject, resources } from '@amalthea/kube';
import { KubeConfig } from '@kubernetes/client-node';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { httpRoutes, jupyterServers } from '../src/controller/kinds';
import { startOperator } from '../src/process/startOperator';
import { eventually } from './support/eventually';
import { LogLines } from './support/LogLines';

describe('a cluster without the CustomResourceDefinition', () => {
  it('is waited for, with a word about what is missing', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'amalthea-operator-'));
    const cluster = await startCluster({
      name: 'operator-without-crd',
      directory: join(directory, 'cluster'),
      simulated: true,
      progress: () => {},
    });
    const admin = KubeClient.fromFile(cluster.state.kubeconfig);
    const log = new LogLines();
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromFile(cluster.state.kubeconfig);
    const operator = await startOperator({
      settings: {
        namespaces: 'default',
        'http-port': '0',
        'http-host': '127.0.0.1',
      },
      kubeConfig,
      log: log.logger,
    });
    try {
      await eventually(
        'it says what it waits for',
        async () => log.count(/jupyterservers.amalthea.dev yet; waiting/) === 1,
      );
      const unready = await fetch(`http://127.0.0.1:${operator.port}/readyz`);
      expect(unready.status).toBe(503);
      expect(await unready.text()).toContain('jupyterservers');
      expect(
        (await fetch(`http://127.0.0.1:${operator.port}/healthz`)).status,
      ).toBe(200);

      await admin.apply(
        resources.customResourceDefinitions,
        crd as KubernetesObject,
        { fieldManager: 'test', force: true },
      );
      await eventually('they are served', () =>
        admin.list(jupyterServers, { limit: 1 }),
      );
      const server = {
        metadata: { name: 'first', namespace: 'default' },
        spec: { routing: { host: 'a.example.org' } },
      };
      await admin.apply(jupyterServers, server as KubernetesObject, {
        fieldManager: 'test',
      });
      await eventually('it runs', async () => {
        const { status } = await admin.get<
          KubernetesObject & { status?: { state?: string } }
        >(jupyterServers, server.metadata);
        return status?.state === 'running';
      });
      expect(log.count(/watches jupyterservers.amalthea.dev now/)).toBe(1);
      expect(
        (await fetch(`http://127.0.0.1:${operator.port}/readyz`)).status,
      ).toBe(200);

      const routed = {
        metadata: { name: 'routed', namespace: 'default' },
        spec: {
          routing: {
            host: 'a.example.org',
            gateway: { parentRefs: [{ name: 'public' }] },
          },
        },
      };
      await admin.apply(jupyterServers, routed as KubernetesObject, {
        fieldManager: 'test',
      });
      const statusOfRouted = async () => {
        const { status } = await admin.get<
          KubernetesObject & { status?: JupyterServerStatus }
        >(jupyterServers, routed.metadata);
        return status;
      };
      const ready = await eventually('it says what it misses', async () =>
        (
          await statusOfRouted()
        )?.conditions?.find(
          ({ type, reason }) => type === 'Ready' && reason === 'KindMissing',
        ),
      );
      expect(ready.message).toContain(
        'HTTPRoute routed: nothing serves gateway.networking.k8s.io/v1.',
      );
      for (const definition of await gatewayApiDefinitions(process.env)) {
        await admin.apply(
          resources.customResourceDefinitions,
          definition as KubernetesObject,
          { fieldManager: 'test', force: true },
        );
      }
      await eventually(
        'it runs with its route',
        async () => (await statusOfRouted())?.state === 'running',
      );
      const route = await admin.get(httpRoutes, routed.metadata);
      expect(route.metadata?.ownerReferences?.[0].name).toBe('routed');
    } finally {
      await operator.stop();
      await admin.close();
      await cluster.stop();
      await rm(directory, { recursive: true, force: true });
    }
  });
});
