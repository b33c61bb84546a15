import { createServer } from 'node:net';
import { AddressInfo } from 'node:net';

import { resources } from '@amalthea/kube';
import { Lease } from '@amalthea/kube';

import { eventually, pause } from './support/eventually';
import { startOperatorProcess } from './support/operatorProcess';
import { TestNamespace } from './support/TestNamespace';

describe('the process', () => {
  it('ends with 1 and all problems when its settings are wrong', async () => {
    const { output, ended } = startOperatorProcess([
      '--bogus',
      '--concurrency=many',
    ]);
    expect(await ended).toBe(1);
    expect(output()).toContain('--bogus: is not a setting');
    expect(output()).toContain('--concurrency: must be a whole number');
  });

  it('ends with 1 and the remedy when its port is in use', async () => {
    const blocker = createServer();
    await new Promise<void>(resolve => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    const { output, ended } = startOperatorProcess([
      '--http-host=127.0.0.1',
      `--http-port=${port}`,
    ]);
    expect(await ended).toBe(1);
    expect(output()).toContain('--http-port');
    blocker.close();
  });

  it('runs servers, and on SIGTERM ends with 0 and the lease released', async () => {
    const namespace = await TestNamespace.create();
    const words = [
      `--namespaces=${namespace.name}`,
      `--operator-namespace=${namespace.name}`,
      '--http-port=0',
      '--http-host=127.0.0.1',
    ];
    const { child, output, ended } = startOperatorProcess(words);
    await namespace.apply(
      { routing: { host: 'jupyter.example.org' } },
      { name: 'one' },
    );
    await namespace.serverInState('one', 'running');
    const holder = async () =>
      (await namespace.get<Lease>(resources.leases, 'amalthea-operator')).spec
        ?.holderIdentity;
    expect(await holder()).toBeTruthy();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    await eventually('the lease is free', async () => (await holder()) === '');
    for (const line of output()
      .trim()
      .split('\n')
      .filter(text => text.startsWith('{'))) {
      expect(JSON.parse(line)).toMatchObject({
        level: expect.any(Number),
        msg: expect.any(String),
      });
    }
    await namespace.remove();
  });

  it('that was paused for longer than its lease writes nothing when it goes on', async () => {
    const namespace = await TestNamespace.create();
    const launch = () =>
      startOperatorProcess([
        `--namespaces=${namespace.name}`,
        `--operator-namespace=${namespace.name}`,
        '--http-port=0',
        '--http-host=127.0.0.1',
      ]);
    const holder = async () =>
      (await namespace.get<Lease>(resources.leases, 'amalthea-operator')).spec
        ?.holderIdentity;
    const spec = { routing: { host: 'jupyter.example.org' } };
    const removeService = (name: string) =>
      namespace.admin.delete(resources.services, {
        namespace: namespace.name,
        name,
      });
    const first = launch();
    try {
      await namespace.apply(spec, { name: 'one' });
      await namespace.serverInState('one', 'running');
      const before = await holder();
      const second = launch();
      try {
        await eventually('the second one waits for the lease', async () =>
          /mirrors are filled/.test(second.output()),
        );
        first.child.kill('SIGSTOP');
        await eventually('the second one leads', async () => {
          const after = await holder();
          return after !== '' && after !== before;
        });
        await namespace.apply(spec, { name: 'two' });
        await namespace.serverInState('two', 'running');

        // Whatever is written now, the first one has written.
        second.child.kill('SIGSTOP');
        await removeService('one');
        await removeService('two');
        first.child.kill('SIGCONT');
        await pause(4_000);
        expect(await namespace.exists(resources.services, 'one')).toBe(false);
        expect(await namespace.exists(resources.services, 'two')).toBe(false);
        expect(await holder()).not.toBe(before);

        second.child.kill('SIGCONT');
        await eventually(
          'somebody works again',
          async () =>
            (await namespace.exists(resources.services, 'one')) &&
            namespace.exists(resources.services, 'two'),
        );
      } finally {
        second.child.kill('SIGKILL');
        await second.ended;
      }
    } finally {
      first.child.kill('SIGKILL');
      await first.ended;
      await namespace.remove();
    }
  });
});
