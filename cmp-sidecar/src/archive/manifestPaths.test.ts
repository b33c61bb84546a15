import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { packFiles } from '../repoServer/archive';
import { readDirectory } from './directoryTree';
import { defaultArchiveLimits } from './limits';
import { manifestPaths } from './manifestPaths';
import type { SourceTree } from './sourceTree';
import { unpack } from './unpack';

describe('manifestPaths', () => {
  it('never lists a directory to follow a path through it', () => {
    let listed = 0;
    const links = Array.from({ length: 100 }, (_, index) => `l${index}.yaml`);
    const names = {
      *[Symbol.iterator]() {
        listed += 1;
        yield* [...links, 'file'];
      },
    };
    const tree: SourceTree = {
      node: path => {
        if (path === '') return { type: 'directory', names };
        return path === 'file'
          ? { type: 'file' }
          : { type: 'symlink', target: 'file' };
      },
    };
    expect(manifestPaths(tree, '')).toHaveLength(1);
    expect(listed).toBe(1);
  });
});

describe('names that are no UTF-8', () => {
  const notUtf8 = Buffer.from([0xff, ...Buffer.from('.yaml')]);
  const message = /^\ufffd\.yaml: the name is not UTF-8\. Rename the file\.$/;

  it('are refused in an archive, where two of them would look the same', async () => {
    const tar = gunzipSync(await packFiles({ 'x.yaml': 'a' }));
    const sum = tar.subarray(0, 512).indexOf(0, 148);
    expect(sum).toBeGreaterThan(148);
    tar[0] = 0xff;
    const digits = parseInt(tar.toString('latin1', 148, 154), 8);
    tar.write((digits + 0xff - 0x78).toString(8).padStart(6, '0'), 148);
    await expect(
      unpack(gzipSync(tar), '', defaultArchiveLimits),
    ).rejects.toThrow(message);
  });

  it('are refused on a disk, where they lead to nothing', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'amalthea-names-'));
    await writeFile(
      Buffer.concat([Buffer.from(`${directory}/`), notUtf8]),
      'a',
    );
    expect(() => readDirectory(directory, '', defaultArchiveLimits)).toThrow(
      message,
    );
    await rm(directory, { recursive: true });
  });
});
