import { tmpdir } from 'node:os';
import { requireDiskSpace, saysDiskFull } from './freeDiskSpace';

describe('requireDiskSpace', () => {
  it('is content where there is room', async () => {
    await expect(
      requireDiskSpace(tmpdir(), 1, 'A test'),
    ).resolves.toBeUndefined();
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
