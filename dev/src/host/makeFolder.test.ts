import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './makeFolder';

describe('makeFolder', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'amalthea-folder-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('makes those above it, too', async () => {
    await makeFolder(join(folder, 'a', 'b'));

    await expect(access(join(folder, 'a', 'b'))).resolves.toBeUndefined();
  });

  it('says what to do where it cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    const below = join(folder, 'file', 'x', 'y');

    await expect(makeFolder(below)).rejects.toMatchObject({
      code: 'FILE_FORBIDDEN',
      message: expect.stringMatching(/y cannot be made .*XDG_CACHE_HOME/),
    });
  });
});
