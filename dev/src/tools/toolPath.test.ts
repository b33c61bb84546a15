import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silent } from '../host/progress';
import { toolPath, toolVersion } from './toolPath';

describe('toolPath', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'amalthea-tools-'));
    await writeFile(join(folder, 'kubectl'), '#!/bin/sh\n', { mode: 0o755 });
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('takes a program that its own variable names before all others', async () => {
    const environment = {
      TEST_ASSET_KUBECTL: join(folder, 'kubectl'),
      KUBEBUILDER_ASSETS: '/elsewhere',
    };
    expect(await toolPath('kubectl', { environment })).toBe(
      join(folder, 'kubectl'),
    );
  });

  it('takes a program from the folder of assets', async () => {
    expect(
      await toolPath('kubectl', {
        environment: { KUBEBUILDER_ASSETS: folder },
      }),
    ).toBe(join(folder, 'kubectl'));
  });

  it('says how to get Go when a program has to be built and there is none', async () => {
    const environment = {
      PATH: folder,
      HOME: folder,
      XDG_CACHE_HOME: folder,
      KUBEBUILDER_ASSETS: folder,
    };
    const found = toolPath('kwok', {
      environment,
      progress: silent,
      goFolders: [],
    });
    await expect(found).rejects.toMatchObject({
      code: 'GO_MISSING',
      message: expect.stringContaining('go.dev/dl'),
    });
  });

  it('knows the version that is pinned', async () => {
    expect(await toolVersion('kubectl')).toMatch(/^v1\.37\.\d+$/);
  });
});
