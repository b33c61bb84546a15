import { KubernetesObject, resources } from '@amalthea/kube';

import { jupyterServers } from '../src/controller/kinds';
import { eventually, pause } from './support/eventually';
import { FaultyLink } from './support/FaultyLink';
import { LogLines } from './support/LogLines';
import { operatorWrites } from './support/operatorWrites';
import { operatorKubeConfig, TestNamespace } from './support/TestNamespace';

interface WithData extends KubernetesObject {
  data?: Record<string, string>;
}

describe('faults', () => {
  let namespace: TestNamespace;

  beforeEach(async () => {
    namespace = await TestNamespace.create();
  });
  afterEach(() => namespace.remove());

  const spec = { routing: { host: 'jupyter.example.org' } };

  it('two operators at once make one Secret and do not fight', async () => {
    const both = await Promise.all([
      namespace.startOperator({ 'leader-election': 'false' }),
      namespace.startOperator({ 'leader-election': 'false' }),
    ]);
    const names = Array.from({ length: 5 }, (_, index) => `twin-${index}`);
    await Promise.all(names.map(name => namespace.apply(spec, { name })));
    const tokenOf = async (name: string) => {
      const found = await namespace.get<WithData>(resources.secrets, name);
      return found.data?.jupyterServerAppToken;
    };
    const tokens = (when: string) =>
      Promise.all(
        names.map(name =>
          eventually(`the token of ${name} ${when}`, () => tokenOf(name)),
        ),
      );
    const first = await tokens('at first');
    await Promise.all(
      names.map(name => namespace.serverInState(name, 'running')),
    );
    expect(await tokens('at last')).toEqual(first);
    await pause(3_000);
    const count = async () =>
      (await Promise.all(both.map(operatorWrites))).reduce((a, b) => a + b);
    const before = await count();
    await pause(5_000);
    expect((await count()) - before).toBe(0);
  });

  it('with the lease, one works and the other takes over as soon as the first ends', async () => {
    const first = await namespace.startOperator();
    await namespace.apply(spec, { name: 'one' });
    await namespace.serverInState('one', 'running');
    const second = await namespace.startOperator();
    await pause(1_000);
    expect(await operatorWrites(second)).toBe(0);
    await first.stop();
    const stopped = Date.now();
    await namespace.apply(spec, { name: 'two' });
    await namespace.serverInState('two', 'running');
    expect(Date.now() - stopped).toBeLessThan(10_000);
  });

  it('a server deleted in the middle of its creation leaves nothing behind', async () => {
    await namespace.startOperator();
    const names = Array.from({ length: 10 }, (_, index) => `brief-${index}`);
    await Promise.all(
      names.map(async (name, index) => {
        await namespace.apply(spec, { name });
        await pause(index * 15);
        await namespace.admin.delete(jupyterServers, {
          namespace: namespace.name,
          name,
        });
      }),
    );
    for (const resource of [
      resources.statefulSets,
      resources.services,
      resources.secrets,
      resources.ingresses,
    ]) {
      await namespace.untilNoneIsLeft(resource);
    }
  });

  it('a server deleted and made again under the same name comes up with children of its own', async () => {
    await namespace.startOperator();
    await namespace.apply(spec, { name: 'phoenix' });
    const first = await namespace.serverInState('phoenix', 'running');
    await namespace.admin.delete(jupyterServers, {
      namespace: namespace.name,
      name: 'phoenix',
    });
    const second = await namespace.apply(spec, { name: 'phoenix' });
    expect(second.metadata?.uid).not.toBe(first.metadata?.uid);
    await namespace.serverInState('phoenix', 'running');
    const statefulSet = await namespace.get(resources.statefulSets, 'phoenix');
    expect(statefulSet.metadata?.ownerReferences?.[0].uid).toBe(
      second.metadata?.uid,
    );
  });

  it('says once that the API server is away, goes on when it is back, and misses nothing', async () => {
    const original = operatorKubeConfig();
    const link = await FaultyLink.open(original);
    const log = new LogLines();
    await link.cut();
    const operator = await namespace.startOperator(
      {},
      { kubeConfig: link.kubeConfig(original), log },
    );
    await namespace.apply(spec, { name: 'early' });
    await eventually(
      'it says that it waits',
      async () => log.count(/does not answer/) === 1,
    );
    await link.mend();
    await namespace.serverInState('early', 'running');
    expect(log.count(/answers again/)).toBe(1);

    await link.cut();
    await namespace.apply(spec, { name: 'late' });
    await namespace.admin.delete(resources.services, {
      namespace: namespace.name,
      name: 'early',
    });
    await eventually(
      'it says that it waits again',
      async () => log.count(/does not answer/) === 2,
    );
    await pause(3_000);
    expect(log.count(/does not answer/)).toBe(2);
    await link.mend();
    await namespace.serverInState('late', 'running');
    await eventually('the Service is back', () =>
      namespace.exists(resources.services, 'early'),
    );
    await operator.stop();
    await link.cut();
  });
});
