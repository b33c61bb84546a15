import type { ChildProcess } from 'node:child_process';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packFiles } from '../src';
import { serverYaml } from '../src/testing/deliveryTest';
import { BundledSidecar } from './BundledSidecar';

const deadlineExceeded = 4;
const resourceExhausted = 8;

function servers(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `servers/server-${index}.yaml`,
      serverYaml(`server-${index}`),
    ]),
  );
}

describe('the sidecar’s process', () => {
  let sidecar: BundledSidecar;
  const running: ChildProcess[] = [];
  const start = async (environment: Readonly<Record<string, string>> = {}) => {
    const child = await sidecar.start(environment);
    running.push(child);
    return child;
  };

  beforeAll(async () => {
    sidecar = await BundledSidecar.build();
  });
  afterEach(async () => {
    for (const child of running.splice(0)) await sidecar.stop(child);
  });
  afterAll(() => sidecar?.remove());

  it('serves its socket to its own user alone, and takes it away when it is told to end', async () => {
    const child = await start();
    expect(await sidecar.plugins()).toEqual(['amalthea-v0.1.sock']);
    expect(
      (await stat(join(sidecar.pluginDirectory, 'amalthea-v0.1.sock'))).mode &
        0o777,
    ).toBe(0o600);
    expect((await sidecar.client.check()).code).toBe(0);
    expect(await sidecar.stop(child)).toBe(0);
    expect(await sidecar.plugins()).toEqual([]);
  });

  it('takes the place of a process that was killed, but not of one that lives', async () => {
    const child = await start();
    await expect(sidecar.start()).rejects.toThrow(
      /ended with code 1: .*another process serves this socket/s,
    );
    await sidecar.stop(child, 'SIGKILL');
    expect(await sidecar.plugins()).toEqual(['amalthea-v0.1.sock']);
    await start();
    expect((await sidecar.client.check()).code).toBe(0);
  });

  it('answers others while it renders a large path', async () => {
    await start();
    const large = await packFiles(servers(2000));
    const small = await packFiles(servers(1));
    let largeIsDone = false;
    const first = sidecar.client
      .generate({ archive: large, chunkBytes: 65_536 })
      .finally(() => {
        largeIsDone = true;
      });
    const answersMeanwhile: number[] = [];
    while (!largeIsDone) {
      const begin = performance.now();
      await sidecar.client.generate({ archive: small });
      answersMeanwhile.push(performance.now() - begin);
    }
    expect(await first).toHaveLength(12_000);
    expect(answersMeanwhile.length).toBeGreaterThan(3);
    const median = answersMeanwhile.sort((a, b) => a - b)[
      answersMeanwhile.length >> 1
    ];
    expect(median).toBeLessThan(250);
  });

  it('ends a rendering at its deadline and goes on with the next', async () => {
    await start({ AMALTHEA_CMP_WORKERS: '1' });
    const large = await packFiles(servers(5000));
    const small = await packFiles(servers(1));
    const late = await sidecar.client.send('GenerateManifest', {
      archive: large,
      chunkBytes: 65_536,
      timeoutMilliseconds: 600,
    });
    expect(late.code).toBe(deadlineExceeded);
    expect(late.message).toMatch(
      /^The Amalthea plugin did not finish within 0\.\d s\./,
    );
    expect(await sidecar.client.generate({ archive: small })).toHaveLength(6);
  });

  it('survives a path that needs more memory than a thread may use', async () => {
    await start({
      AMALTHEA_CMP_WORKERS: '1',
      AMALTHEA_CMP_WORKER_MEMORY_MIB: '24',
    });
    const large = await packFiles(servers(5000));
    const answer = await sidecar.client.send('GenerateManifest', {
      archive: large,
      chunkBytes: 65_536,
    });
    expect(answer.code).toBe(resourceExhausted);
    expect(answer.message).toMatch(
      /^Rendering this path needs more memory than the plugin may use\./,
    );
    expect((await sidecar.client.check()).code).toBe(0);
  });

  it('stops before it serves when its configuration is wrong, and lists what is', async () => {
    const wrong = sidecar.start({
      AMALTHEA_CMP_WORKERS: 'many',
      AMALTHEA_CMP_LOGLEVEL: 'info',
    });
    await expect(wrong).rejects.toThrow(
      /ended with code 1: .*AMALTHEA_CMP_LOGLEVEL: .*Did you mean LOG_LEVEL\?\nAMALTHEA_CMP_WORKERS: /s,
    );
    const file = join(sidecar.directory, 'render.yaml');
    await writeFile(file, 'sidecar: {imag: x}\n');
    await expect(
      sidecar.start({ AMALTHEA_CMP_RENDER_CONFIG_FILE: file }),
    ).rejects.toThrow(/render\.yaml: sidecar: /);
  });

  it('renders with the configuration that it is given', async () => {
    const file = join(sidecar.directory, 'render.yaml');
    await writeFile(file, 'sidecar: {image: registry.example.org/authz:1}\n');
    await start({ AMALTHEA_CMP_RENDER_CONFIG_FILE: file });
    const manifests = await sidecar.client.generate({
      archive: await packFiles(servers(1)),
    });
    expect(manifests.join()).toContain('registry.example.org/authz:1');
  });

  it('prints the same bytes as a command', async () => {
    await start();
    const checkout = join(sidecar.directory, 'checkout');
    await mkdir(join(checkout, 'servers'), { recursive: true });
    const files = servers(3);
    for (const [path, content] of Object.entries(files))
      await writeFile(join(checkout, path), content);
    const env = {
      ARGOCD_APP_NAMESPACE: 'lab',
      ARGOCD_APP_SOURCE_PATH: 'servers',
    };
    const printed = await sidecar.generate(join(checkout, 'servers'), env);
    const manifests = await sidecar.client.generate({
      archive: await packFiles(files),
      appRelPath: 'servers',
      env,
    });
    expect(printed).toBe(
      manifests.map(manifest => `---\n${manifest}\n`).join(''),
    );
  });
});
