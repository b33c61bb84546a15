import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalPath } from './canonicalPath';

describe('canonicalPath', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'amalthea-path-')));
    await mkdir(join(folder, 'real'));
    await symlink('real', join(folder, 'link'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('gives one name to a folder that has two', () => {
    expect(canonicalPath(join(folder, 'link'))).toBe(join(folder, 'real'));
  });

  it('follows links above what does not exist yet', () => {
    expect(canonicalPath(join(folder, 'link', 'a', 'b'))).toBe(
      join(folder, 'real', 'a', 'b'),
    );
  });
});
