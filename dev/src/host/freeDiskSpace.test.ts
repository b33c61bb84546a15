import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireDiskSpace, saysDiskFull } from './freeDiskSpace';

describe('requireDiskSpace', () => {
  it('is content where there is room', async () => {
    await expect(
      requireDiskSpace(tmpdir(), 1, 'A test'),
    ).resolves.toBeUndefined();
  });

  it('looks at the disk on which the directory would be, and does not make it', async () => {
    const directory = join(tmpdir(), randomUUID(), 'below');
    await requireDiskSpace(directory, 1, 'A test');
    expect(existsSync(directory)).toBe(false);
  });

  it('says how much is missing and where else to go', async () => {
    const full = requireDiskSpace(tmpdir(), 1e18, 'A test');
    await expect(full).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringMatching(/A test needs .* GB .*XDG_CACHE_HOME/),
    });
  });
});

it('recognises what programs say about a full disk', () => {
  expect(saysDiskFull('write /tmp/x: no space left on device')).toBe(true);
  expect(saysDiskFull('ENOENT: no such file')).toBe(false);
});
