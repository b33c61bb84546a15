import { gzipSync } from 'node:zlib';
import { DeliveryError } from '../failure';
import {
  packEntries,
  packFiles,
  type ArchiveEntry,
} from '../repoServer/archive';
import { defaultArchiveLimits, type ArchiveLimits } from './limits';
import { applicationPath, unpack } from './unpack';

async function names(
  entries: readonly ArchiveEntry[],
  path = '',
): Promise<readonly string[]> {
  const files = await unpack(
    await packEntries(entries),
    path,
    defaultArchiveLimits,
  );
  return files.map(found => found.path);
}

function file(name: string, content = name): ArchiveEntry {
  return { name, content, type: 'file' };
}

function link(name: string, linkname: string): ArchiveEntry {
  return { name, linkname, type: 'symlink' };
}

function limited(
  limits: Partial<ArchiveLimits>,
  files: Readonly<Record<string, string>>,
) {
  return packFiles(files).then(archive =>
    unpack(archive, '', { ...defaultArchiveLimits, ...limits }),
  );
}

describe('unpack', () => {
  it('takes the YAML and JSON files of the path, sub-directories included, in the order of their paths', async () => {
    const entries = [
      'b.yaml',
      'app/z.json',
      'app/a/c.yml',
      'app/readme.md',
      'application/x.yaml',
    ].map(name => file(name));
    expect(await names(entries, 'app')).toEqual(['app/a/c.yml', 'app/z.json']);
    expect(await names(entries)).toEqual([
      'app/a/c.yml',
      'app/z.json',
      'application/x.yaml',
      'b.yaml',
    ]);
  });

  it('leaves hidden files and directories alone', async () => {
    expect(
      await names([
        file('.git/x.yaml'),
        file('.argocd-source.yaml'),
        file('a.yaml'),
      ]),
    ).toEqual(['a.yaml']);
  });

  it.each([
    [
      'a path out of the repository',
      [file('../a.yaml')],
      /^illegal filepath in archive/,
    ],
    ['an absolute path', [file('/etc/a.yaml')], /^illegal filepath in archive/],
    [
      'a link out of the repository',
      [link('a.yaml', '../../etc/passwd')],
      /^illegal filepath in symlink/,
    ],
    [
      'an absolute link',
      [link('a.yaml', '/etc/passwd')],
      /^illegal filepath in symlink/,
    ],
    [
      'a file below a link',
      [link('a', 'b'), file('a/c.yaml')],
      /^illegal filepath in archive/,
    ],
    [
      'a file and a directory of one name',
      [file('a'), file('a/c.yaml')],
      /^illegal filepath in archive/,
    ],
  ])('refuses %s', async (_what, entries, message) => {
    await expect(names(entries)).rejects.toMatchObject({
      code: 'INVALID_ARCHIVE',
      message: expect.stringMatching(message),
    });
  });

  it('skips devices, pipes and hard links', async () => {
    const entries: ArchiveEntry[] = [
      { name: 'a.yaml', type: 'link', linkname: 'b.yaml' },
      { name: 'c.yaml', type: 'character-device', devmajor: 1, devminor: 3 },
      { name: 'd.yaml', type: 'fifo' },
      file('b.yaml'),
    ];
    expect(await names(entries)).toEqual(['b.yaml']);
  });

  it('follows links to files and directories elsewhere in the repository', async () => {
    const entries = [
      link('app/base.yaml', '../shared/base.yaml'),
      link('app/team', '../teams/physics'),
      file('shared/base.yaml', 'base'),
      file('teams/physics/one.yaml', 'one'),
    ];
    const files = await unpack(
      await packEntries(entries),
      'app',
      defaultArchiveLimits,
    );
    expect(
      files.map(({ path, content }) => [path, Buffer.from(content).toString()]),
    ).toEqual([
      ['app/base.yaml', 'base'],
      ['app/team/one.yaml', 'one'],
    ]);
  });

  it('follows a path that is itself a link', async () => {
    expect(
      await names([link('current', 'v1'), file('v1/a.yaml')], 'current'),
    ).toEqual(['current/a.yaml']);
  });

  it('lists a file once when links show it twice, by its own path', async () => {
    expect(
      await names([
        link('a.yaml', 'b.yaml'),
        file('b.yaml'),
        link('again', '.'),
      ]),
    ).toEqual(['b.yaml']);
  });

  it('ends on a loop of links and says so when the path needs it', async () => {
    expect(
      await names([link('a/loop', '../a'), file('a/b.yaml')], 'a'),
    ).toEqual(['a/b.yaml']);
    await expect(
      names([link('x.yaml', 'y.yaml'), link('y.yaml', 'x.yaml')]),
    ).rejects.toThrow(/is it a loop/);
  });

  it('refuses a manifest that is a link to nothing', async () => {
    await expect(names([link('a.yaml', 'gone.yaml')])).rejects.toThrow(
      /^a\.yaml: a symbolic link to something that is not/,
    );
  });

  it('says that a path is missing', async () => {
    await expect(names([file('a.yaml')], 'teams')).rejects.toMatchObject({
      code: 'PATH_NOT_FOUND',
    });
    await expect(names([file('a.yaml')], 'a.yaml')).rejects.toMatchObject({
      code: 'PATH_NOT_FOUND',
    });
  });

  it('bounds files, manifests, entries and depth', async () => {
    const big = 'x'.repeat(2000);
    await expect(
      limited({ fileBytes: 1000 }, { 'a.yaml': big }),
    ).rejects.toMatchObject({ code: 'ARCHIVE_TOO_LARGE' });
    await expect(
      limited({ manifestBytes: 3000 }, { 'a.yaml': big, 'b.yaml': big }),
    ).rejects.toThrow(/Spread them/);
    await expect(limited({ entries: 1 }, { a: '', b: '' })).rejects.toThrow(
      /more than 1 files and directories/,
    );
    await expect(
      limited({ pathDepth: 2 }, { 'a/b/c.yaml': '' }),
    ).rejects.toThrow(/more than 2 levels/);
  });

  it('stops inflating a compression bomb at the limit', async () => {
    const bomb = await packFiles({
      'zeros.bin': '\0'.repeat(64 * 1024 * 1024),
    });
    expect(bomb.length).toBeLessThan(100_000);
    const limits = { ...defaultArchiveLimits, unpackedBytes: 1024 * 1024 };
    await expect(unpack(bomb, '', limits)).rejects.toMatchObject({
      code: 'ARCHIVE_TOO_LARGE',
    });
  });

  it('does not count what is outside of the path as manifests', async () => {
    const archive = await packFiles({
      'data/big.yaml': 'x'.repeat(5000),
      'app/a.yaml': 'a',
    });
    const files = await unpack(archive, 'app', {
      ...defaultArchiveLimits,
      fileBytes: 1000,
    });
    expect(files).toHaveLength(1);
  });

  it.each([
    ['no gzip', Buffer.from('not an archive')],
    ['a gzip of no tar', gzipSync('x'.repeat(2000))],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s', async (_what, archive) => {
    const outcome = unpack(archive, 'app', defaultArchiveLimits);
    await expect(outcome).rejects.toBeInstanceOf(DeliveryError);
  });

  it('refuses an archive that ends early', async () => {
    const archive = await packFiles({
      'a.yaml': 'some content that is long enough to be cut'.repeat(50),
    });
    for (const length of [archive.length - 1, archive.length >> 1, 20]) {
      await expect(
        unpack(archive.subarray(0, length), '', defaultArchiveLimits),
      ).rejects.toMatchObject({
        code: 'INVALID_ARCHIVE',
      });
    }
  });
});

describe('applicationPath', () => {
  it('accepts paths inside of the repository', () => {
    expect([
      applicationPath('.'),
      applicationPath('a/b'),
      applicationPath('./a/'),
    ]).toEqual(['', 'a/b', 'a']);
  });

  it.each(['../x', '/abs', 'a/../../b'])('refuses %s', path => {
    expect(() => applicationPath(path)).toThrow(
      /^illegal appPath: out of workDir bound/,
    );
  });
});
