import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isReadable } from '../host/isReadable';
import { root } from '../root';
import { unpackedPackage, type PinnedPackage } from '../packages/debianArchive';
import { bundle } from './bundle';
import type { ImageOptions, ImageRecipe } from './imageRecipe';
import type { ImageName } from './imageReference';
import { programSettings } from './programSettings';
import { writeLayer, type LayerEntry } from './writeLayer';

/** Numeric user of the images that run our programs; 65532 is what distroless images call nonroot. */
export const nonRootUser = 65_532;

// The dynamic loader and what Node.js links to; from packages of Debian 12, which Node.js' own builds suit.
const libraries: readonly (PinnedPackage & {
  readonly files: readonly string[];
})[] = [
  {
    name: 'libc6',
    version: '2.36-9+deb12u14',
    files: [
      'libc.so.6',
      'libdl.so.2',
      'libm.so.6',
      'libnss_dns.so.2',
      'libnss_files.so.2',
      'libpthread.so.0',
      'libresolv.so.2',
      'librt.so.1',
    ],
  },
  { name: 'libgcc-s1', version: '12.2.0-14+deb12u1', files: ['libgcc_s.so.1'] },
  {
    name: 'libstdc++6',
    version: '12.2.0-14+deb12u1',
    files: ['libstdc++.so.6'],
  },
];
const certificates: PinnedPackage = {
  name: 'ca-certificates',
  version: '20250419~deb12u2',
};

const machine =
  process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
const loader =
  process.arch === 'arm64'
    ? 'lib/ld-linux-aarch64.so.1'
    : 'lib64/ld-linux-x86-64.so.2';
const nodeBinary = join(
  root,
  'dev',
  'toolchain',
  'node_modules',
  `node-linux-${process.arch}`,
  'bin',
  'node',
);

const passwd = `root:x:0:0:root:/root:/sbin/nologin
nonroot:x:${nonRootUser}:${nonRootUser}:nonroot:/home/nonroot:/sbin/nologin
`;

/**
 * An image that holds Node.js, the libraries it links to, and one of our programs as a single file: no shell, no package
 * manager, nothing that an update of a base image would have to repair. The lower layer is the same for all programs.
 */
export function nodeImage(
  name: Exclude<ImageName, 'minimal-notebook'>,
): ImageRecipe {
  const settings = programSettings(name);
  return {
    config: {
      user: `${nonRootUser}:${nonRootUser}`,
      workingDirectory: '/app',
      entrypoint: ['/usr/bin/node', ...settings.nodeArguments, '/app/main.js'],
      environment: {
        PATH: '/usr/bin',
        NODE_ENV: 'production',
        SSL_CERT_FILE: '/etc/ssl/certs/ca-certificates.crt',
        ...settings.environment,
      },
    },
    inputs: async options => [
      await digest(nodeBinary),
      ...(await digests(await baseEntries(options))),
      ...(await withBundle(name, async folder =>
        digests(await programEntries(folder)),
      )),
    ],
    buildLayers: async (scratch, options) => {
      const base = join(scratch, 'base.tar');
      const program = join(scratch, 'program.tar');
      await writeLayer(await baseEntries(options), base);
      await withBundle(name, async folder =>
        writeLayer(await programEntries(folder), program),
      );
      return [base, program];
    },
  };
}

async function withBundle<T>(
  name: string,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'amalthea-bundle-'));
  try {
    await bundle(name, folder);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function programEntries(folder: string): Promise<LayerEntry[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  return files
    .filter(file => file.isFile())
    .map(file => {
      const source = join(file.parentPath, file.name);
      return {
        type: 'file',
        path: join('app', source.slice(folder.length + 1)),
        source,
      };
    });
}

async function baseEntries(options: ImageOptions): Promise<LayerEntry[]> {
  const entries: LayerEntry[] = [
    {
      type: 'file',
      path: 'usr/bin/node',
      source: nodeBinary,
      executable: true,
    },
    { type: 'directory', path: 'tmp', mode: 0o1777 },
    { type: 'directory', path: 'app' },
    {
      type: 'directory',
      path: 'home/nonroot',
      mode: 0o700,
      owner: nonRootUser,
    },
    { type: 'text', path: 'etc/passwd', content: passwd },
    {
      type: 'text',
      path: 'etc/group',
      content: `root:x:0:\nnonroot:x:${nonRootUser}:\n`,
    },
    {
      type: 'text',
      path: 'etc/nsswitch.conf',
      content: 'passwd: files\ngroup: files\nhosts: files dns\n',
    },
    {
      type: 'text',
      path: 'etc/ssl/certs/ca-certificates.crt',
      content: await certificateBundle(options),
    },
  ];
  for (const { files, ...pinned } of libraries) {
    const folder = await unpackedPackage(pinned, options);
    for (const file of files) {
      entries.push({
        type: 'file',
        path: `lib/${machine}/${file}`,
        source: await findLibrary(folder, file),
        executable: true,
      });
    }
    if (pinned.name === 'libc6') {
      const source = await findLibrary(folder, loader.split('/').at(-1) ?? '');
      entries.push({ type: 'file', path: loader, source, executable: true });
    }
  }
  return entries;
}

/** What update-ca-certificates would write: all authorities that Debian trusts, in one file. */
async function certificateBundle(options: ImageOptions): Promise<string> {
  const folder = join(
    await unpackedPackage(certificates, options),
    'usr/share/ca-certificates/mozilla',
  );
  const names = (await readdir(folder))
    .filter(name => name.endsWith('.crt'))
    .sort();
  const texts = await Promise.all(
    names.map(name => readFile(join(folder, name), 'utf8')),
  );
  return texts.map(text => `${text.trimEnd()}\n`).join('');
}

/** The file behind a library's name, which is a link to the one with its full version. */
async function findLibrary(folder: string, file: string): Promise<string> {
  for (const parent of [`lib/${machine}`, `usr/lib/${machine}`]) {
    const library = join(folder, parent, file);
    if (await isReadable(library)) return realpath(library);
  }
  throw new Error(`The library ${file} is not in ${folder}.`);
}

async function digests(entries: readonly LayerEntry[]): Promise<string[]> {
  return Promise.all(
    entries.map(async entry => {
      const content =
        entry.type === 'file' ? await digest(entry.source) : entry;
      return JSON.stringify([entry.path, entry.type, content]);
    }),
  );
}

async function digest(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}
