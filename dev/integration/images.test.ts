import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { imageArchive, silent } from '../src';
import { bundle } from '../src/images/bundle';
import { programSettings } from '../src/images/programSettings';
import { runCommand } from '../src/host/runCommand';
import { ensurePrograms } from '../src/packages/debianPackages';

const root = resolve(__dirname, '../..');
const components = ['authz', 'cmp-sidecar', 'operator'] as const;
const options = { environment: process.env, progress: silent };
let scratch: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'amalthea-image-test-'));
});

afterAll(() => rm(scratch, { recursive: true, force: true }));

describe.each(components)('the image %s', component => {
  it('is at most 150 MB unpacked, and holds neither shell nor package manager', async () => {
    const archive = await imageArchive(component, options);

    const folder = await unpack(archive, component);
    const { stdout } = await runCommand('du', [
      '--bytes',
      '--summarize',
      folder,
    ]);
    expect(Number(stdout.split('\t')[0])).toBeLessThan(150_000_000);
    const { stdout: files } = await runCommand('find', [
      folder,
      '-type',
      'f',
      '-printf',
      '%f\n',
    ]);
    const forbidden = [
      'sh',
      'bash',
      'dash',
      'busybox',
      'apt',
      'apt-get',
      'dpkg',
      'npm',
      'yarn',
    ];
    expect(files.split('\n').filter(name => forbidden.includes(name))).toEqual(
      [],
    );
  });

  it('has the same bytes when it is built again elsewhere', async () => {
    const archive = await imageArchive(component, options);
    const cache = join(scratch, 'cache');

    const again = await imageArchive(component, {
      ...options,
      environment: { ...process.env, XDG_CACHE_HOME: cache },
    });

    expect(again).not.toBe(archive);
    expect(await digest(again)).toBe(await digest(archive));
  });
});

// buildah's chroot isolation needs root; so do the Debian package and the file system that it makes.
(process.getuid?.() === 0 ? describe : describe.skip)('the Dockerfile', () => {
  it.each(components)(
    'of %s puts its bundle onto any base with Node.js, as a user without rights',
    async component => {
      await ensurePrograms(
        [{ program: 'buildah', debianPackage: 'buildah' }],
        options,
      );
      await bundle(component, join(root, component, 'dist', 'bundle'));
      const base = await imageArchive('authz', options);
      const buildah = (...args: string[]) =>
        runCommand('buildah', [
          '--storage-driver=vfs',
          `--root=${join(scratch, 'buildah')}`,
          `--runroot=${join(scratch, 'buildah-run')}`,
          ...args,
        ]);

      const build = [
        'bud',
        '--isolation=chroot',
        `--file=${component}/Dockerfile`,
        `--build-arg=BASE_IMAGE=oci-archive:${base}`,
      ];
      await buildah(...build, `--tag=test/${component}`, root);

      const format = '{{.OCIv1.Config.User}} {{.OCIv1.Config.Entrypoint}}';
      const { stdout } = await buildah(
        'inspect',
        '--type=image',
        `--format=${format}`,
        `test/${component}`,
      );
      const [user, program, ...words] = stdout.trim().split(/[ [\]]+/);
      expect([user, program]).toEqual(['65532:65532', 'node']);
      expect(words.filter(Boolean).at(-1)).toBe('/app/main.js');
      // Without them a stack names lines of the bundle; authz and operator save the memory that they take.
      expect(words.includes('--enable-source-maps')).toBe(
        programSettings(component).nodeArguments.includes(
          '--enable-source-maps',
        ),
      );
    },
  );
});

async function digest(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

/** The files of an image, as a container sees them. */
async function unpack(archive: string, name: string): Promise<string> {
  const layout = join(scratch, `${name}-layout`);
  const folder = join(scratch, `${name}-files`);
  await runCommand('mkdir', ['-p', layout, folder]);
  await runCommand('tar', [
    '--extract',
    `--file=${archive}`,
    `--directory=${layout}`,
  ]);
  const read = async (path: string) =>
    JSON.parse(await readFile(join(layout, path), 'utf8'));
  const blob = (digested: string) => `blobs/${digested.replace(':', '/')}`;
  const index = await read('index.json');
  const manifest = await read(blob(index.manifests[0].digest));
  for (const layer of manifest.layers) {
    await runCommand('tar', [
      '--extract',
      `--file=${join(layout, blob(layer.digest))}`,
      `--directory=${folder}`,
    ]);
  }
  return folder;
}
