import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireWritable } from './requireWritable';

describe('requireWritable', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'amalthea-writable-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('is content with what may be written, and with what is not there yet', async () => {
    await expect(
      requireWritable([folder, join(folder, 'later')], folder),
    ).resolves.toBeUndefined();
  });

  it('names what may not be written, and the way out', async () => {
    // A file where a folder is expected forbids it to root, too.
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(
      requireWritable([join(file, 'below')], folder),
    ).rejects.toMatchObject({
      code: 'FILE_FORBIDDEN',
      message: expect.stringMatching(/file\/below .*chown/),
    });
  });
});
