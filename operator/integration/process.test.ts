import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { resources } from '@amalthea/kube';
import { Lease } from '@amalthea/kube';

import { eventually } from './support/eventually';
import { TestNamespace } from './support/TestNamespace';

const root = join(__dirname, '../..');
const tsx = join(root, 'node_modules/tsx/dist/loader.mjs');

function start(words: readonly string[]): {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number>;
} {
  const child = spawn(
    process.execPath,
    ['--import', tsx, join(root, 'operator/src/main.ts'), ...words],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let text = '';
  child.stdout?.on('data', chunk => {
    text += chunk;
  });
  child.stderr?.on('data', chunk => {
    text += chunk;
  });
  return {
    child,
    output: () => text,
    ended: once(child, 'exit').then(([code]) => code),
  };
}

describe('the process', () => {
  it('ends with 1 and all problems when its settings are wrong', async () => {
    const { output, ended } = start(['--bogus', '--concurrency=many']);
    expect(await ended).toBe(1);
    expect(output()).toContain('--bogus: is not a setting');
    expect(output()).toContain('--concurrency: must be a whole number');
  });

  it('ends with 1 and the remedy when its port is in use', async () => {
    const blocker = createServer();
    await new Promise<void>(resolve => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    const { output, ended } = start([
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
    const { child, output, ended } = start(words);
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
});
