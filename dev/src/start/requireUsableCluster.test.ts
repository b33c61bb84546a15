import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DevError } from '../host/DevError';
import type { Kubectl } from './kubectl';
import { requireUsableCluster } from './requireUsableCluster';

describe('requireUsableCluster', () => {
  let folder: string;
  let kubeconfig: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'amalthea-kubeconfig-'));
    kubeconfig = join(folder, 'config');
    await writeFile(kubeconfig, 'kind: Config');
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** Answers as kubectl does, but for the command whose words begin so. */
  const failingAt =
    (start: string, message: string): Kubectl =>
    async words => {
      if (words.join(' ').startsWith(start))
        throw new DevError('COMMAND_FAILED', `'kubectl' exited:\n${message}`);
      return words[0] === 'config' ? 'kind-lab\n' : '';
    };

  it('is satisfied with a cluster that answers and lets its user install', async () => {
    const kubectl = failingAt('nothing', '');

    await expect(
      requireUsableCluster({ kubeconfig, kubectl }),
    ).resolves.toBeUndefined();
  });

  it('says that there is no such file', async () => {
    const kubectl = failingAt('nothing', '');
    const missing = join(folder, 'nosuch');

    await expect(
      requireUsableCluster({ kubeconfig: missing, kubectl }),
    ).rejects.toMatchObject({
      code: 'USAGE',
      message: `--kubeconfig ${missing}: there is no such file.`,
    });
  });

  it.each([
    [
      'no context is chosen',
      'config current-context',
      'error: current-context is not set',
      /no current context.*use-context/,
    ],
    [
      'the credentials have expired',
      'get --raw',
      'error: You must be logged in to the server (Unauthorized)',
      /'kind-lab'.*Unauthorized[^]*renew them/,
    ],
    [
      'nothing answers',
      'get --raw',
      'The connection to the server 192.0.2.1:6443 was refused',
      /was refused[^]*Is it running/,
    ],
    [
      'the user may not install',
      'auth can-i create customresourcedefinitions',
      '',
      /'kind-lab' may not create customresourcedefinitions.*administrator/,
    ],
  ])('says what to do when %s', async (_fault, command, said, message) => {
    await expect(
      requireUsableCluster({ kubeconfig, kubectl: failingAt(command, said) }),
    ).rejects.toThrow(message);
  });
});
