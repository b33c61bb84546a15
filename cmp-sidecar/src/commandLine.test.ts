import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultRenderConfig } from '@amalthea/jupyterserver';
import { defaultArchiveLimits } from './archive/limits';
import { runCommand } from './commandLine';
import { packEntries } from './repoServer/archive';
import { serverYaml } from './testing/deliveryTest';
import { startTestSidecar } from './testing/testSidecar';

describe('the command under Argo CD’s own plugin server', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'amalthea-command-'));
    await mkdir(join(root, 'team/sub'), { recursive: true });
    await mkdir(join(root, 'shared'));
    await writeFile(join(root, 'team/a.yaml'), serverYaml('a'));
    await writeFile(join(root, 'team/sub/b.json'), serverYaml('b'));
    await writeFile(join(root, 'shared/c.yaml'), serverYaml('c'));
    await symlink('../shared/c.yaml', join(root, 'team/c.yaml'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  const run = (
    workingDirectory: string,
    environment: Record<string, string> = {},
  ) =>
    runCommand({
      workingDirectory,
      environment,
      config: defaultRenderConfig,
      limits: defaultArchiveLimits,
    });

  it('prints the bytes that the socket answers with', async () => {
    const environment = {
      ARGOCD_APP_NAMESPACE: 'lab',
      ARGOCD_APP_SOURCE_PATH: 'team',
    };
    const { exitCode, stdout } = run(join(root, 'team'), environment);
    expect(exitCode).toBe(0);
    const archive = await packEntries([
      { name: 'team/c.yaml', type: 'symlink', linkname: '../shared/c.yaml' },
      { name: 'shared/c.yaml', type: 'file', content: serverYaml('c') },
      { name: 'team/sub/b.json', type: 'file', content: serverYaml('b') },
      { name: 'team/a.yaml', type: 'file', content: serverYaml('a') },
    ]);
    const { client, stop } = await startTestSidecar();
    const manifests = await client.generate({
      archive,
      appRelPath: 'team',
      env: environment,
    });
    await stop();
    expect(stdout).toBe(
      manifests.map(manifest => `---\n${manifest}\n`).join(''),
    );
  });

  it('prints problems to standard error and nothing else', async () => {
    const bad = join(root, 'bad');
    await cp(join(root, 'team/sub'), bad, { recursive: true });
    await writeFile(join(bad, 'z.yaml'), serverYaml('z', { routing: {} }));
    const { exitCode, stdout, stderr } = run(bad, {
      ARGOCD_APP_SOURCE_PATH: 'bad',
    });
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^1 problem; .*\nbad\/z\.yaml:\d+:\d+: spec\.routing\.host: is required/,
    );
  });

  it('refuses a link out of the repository', async () => {
    const outside = join(root, 'outside');
    await mkdir(outside);
    await symlink('/etc/hostname', join(outside, 'x.yaml'));
    expect(run(outside).stderr).toMatch(/^illegal filepath in symlink/);
  });
});
