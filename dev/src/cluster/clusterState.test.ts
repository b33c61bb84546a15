import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readClusterState } from './clusterState';

describe('readClusterState', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'amalthea-state-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('says how to start a cluster where there is none', async () => {
    await expect(
      readClusterState(join(folder, 'cluster.json')),
    ).rejects.toMatchObject({
      code: 'CLUSTER_NOT_FOUND',
      message: expect.stringContaining("'cluster -- up'"),
    });
  });

  it.each(['', '{', '{"version": 2}'])(
    'says what to do about a file that holds %j',
    async content => {
      await writeFile(join(folder, 'cluster.json'), content);
      await expect(
        readClusterState(join(folder, 'cluster.json')),
      ).rejects.toMatchObject({
        code: 'STATE_UNREADABLE',
        message: expect.stringContaining("'cluster -- down'"),
      });
    },
  );
});
