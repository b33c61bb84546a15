import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DevError } from '../host/DevError';
import { isReadable } from '../host/isReadable';
import { runCommand } from '../host/runCommand';
import { root as repository } from '../root';
import { ensurePrograms } from '../packages/debianPackages';
import type { ImageOptions, ImageRecipe } from './imageRecipe';

const requirementsFile = join(
  repository,
  'dev',
  'images',
  'minimal-notebook',
  'requirements.txt',
);
const suite = 'bookworm';
// What debootstrap leaves that differs from run to run, or that nobody in a container reads.
const leftovers = [
  'var/cache/apt',
  'var/cache/debconf',
  'var/cache/ldconfig',
  'var/lib/apt/lists',
  'var/log',
  'etc/machine-id',
  'etc/resolv.conf',
  'etc/hostname',
  'root/.cache',
  'tmp',
  'usr/share/doc',
  'usr/share/man',
  'usr/share/locale',
];

/** A small JupyterLab on Debian, laid out as the Jupyter project's own images: user jovyan (1000:100), port 8888. */
export const notebookImage: ImageRecipe = {
  config: {
    user: '1000:100',
    workingDirectory: '/home/jovyan',
    entrypoint: [],
    command: ['start-notebook.sh'],
    environment: {
      HOME: '/home/jovyan',
      LANG: 'C.UTF-8',
      NB_GID: '100',
      NB_UID: '1000',
      NB_USER: 'jovyan',
      PATH: '/opt/jupyter/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      SHELL: '/bin/bash',
    },
  },
  inputs: async () => [
    suite,
    await readFile(requirementsFile, 'utf8'),
    await readFile(
      join(repository, 'dev', 'src', 'images', 'notebookImage.ts'),
      'utf8',
    ),
  ],
  buildLayers: async (scratch, options) => {
    requireRoot();
    await ensurePrograms(
      [
        { program: 'debootstrap', debianPackage: 'debootstrap' },
        { program: 'tar', debianPackage: 'tar' },
      ],
      options,
    );
    const root = join(scratch, 'root');
    options.progress(
      'minimal-notebook: installing Debian with Python (about a minute)',
    );
    await bootstrap(root, options);
    options.progress('minimal-notebook: installing JupyterLab');
    await installJupyter(root, options);
    await layOutHome(root);
    for (const path of leftovers)
      await rm(join(root, path), { recursive: true, force: true });
    await mkdir(join(root, 'tmp'), { mode: 0o777 });
    await runCommand('chmod', ['1777', join(root, 'tmp')]);
    await mkdir(join(root, 'var/log'));
    options.progress('minimal-notebook: packing');
    const layer = join(scratch, 'layer.tar');
    await packRoot(root, layer);
    await rm(root, { recursive: true, force: true });
    return [layer];
  },
};

function requireRoot(): void {
  if (process.getuid?.() === 0) return;
  throw new DevError(
    'ROOT_REQUIRED',
    'The image minimal-notebook is made with debootstrap, which needs root.',
  );
}

async function bootstrap(
  root: string,
  { environment, signal }: ImageOptions,
): Promise<void> {
  await runCommand(
    'debootstrap',
    [
      '--variant=minbase',
      '--include=python3,python3-venv,ca-certificates',
      suite,
      root,
    ],
    { env: environment, signal },
  );
}

async function installJupyter(
  root: string,
  options: ImageOptions,
): Promise<void> {
  const { signal } = options;
  const env = {
    ...(await pipEnvironment(root, options)),
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    PYTHONHASHSEED: '0',
  };
  const inside = (...command: string[]) =>
    runCommand('chroot', [root, ...command], { env, signal });
  await copyFile(requirementsFile, join(root, 'tmp', 'requirements.txt'));
  await copyIfReadable('/etc/resolv.conf', join(root, 'etc/resolv.conf'));
  await inside('python3', '-m', 'venv', '/opt/jupyter');
  const install = [
    'install',
    '--no-compile',
    '--no-cache-dir',
    '--require-hashes',
    '--requirement=/tmp/requirements.txt',
  ];
  await inside('/opt/jupyter/bin/pip', ...install);
  // Compiled against the content, not the time, of each source: the same bytes in every build, and no compiling at start.
  const compile = [
    '-m',
    'compileall',
    '-q',
    '-j0',
    '--invalidation-mode=unchecked-hash',
    '/opt/jupyter/lib',
  ];
  await inside('/opt/jupyter/bin/python', ...compile);
}

/** Hands the machine's package index and certificates for it on to pip inside the image. */
async function pipEnvironment(
  root: string,
  { environment }: ImageOptions,
): Promise<Record<string, string>> {
  const passed = Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined &&
    /^(PIP_|HTTPS?_PROXY$|https?_proxy$|NO_PROXY$|no_proxy$)/.test(name)
      ? [[name, value]]
      : [],
  );
  const variables: Record<string, string> = Object.fromEntries(passed);
  // Folders of the machine mean nothing inside.
  delete variables.PIP_FIND_LINKS;
  const certificates =
    environment.PIP_CERT ??
    environment.SSL_CERT_FILE ??
    '/etc/ssl/certs/ca-certificates.crt';
  if (
    await copyIfReadable(certificates, join(root, 'tmp', 'certificates.pem'))
  ) {
    variables.PIP_CERT = '/tmp/certificates.pem';
  }
  await copyIfReadable('/etc/pip.conf', join(root, 'tmp', 'pip.conf'));
  if (await isReadable(join(root, 'tmp', 'pip.conf')))
    variables.PIP_CONFIG_FILE = '/tmp/pip.conf';
  return variables;
}

async function layOutHome(root: string): Promise<void> {
  await runCommand('chroot', [
    root,
    'useradd',
    '--uid=1000',
    '--gid=100',
    '--create-home',
    '--shell=/bin/bash',
    'jovyan',
  ]);
  await runCommand('chroot', [
    root,
    'install',
    '-d',
    '-o',
    '1000',
    '-g',
    '100',
    '/home/jovyan/work',
  ]);
  // The commands by which the Jupyter project's images are started.
  for (const name of ['start-notebook.sh', 'start-singleuser.sh', 'start.sh']) {
    const run =
      name === 'start.sh' ? 'exec "$@"' : 'exec jupyter lab --ip=0.0.0.0 "$@"';
    await writeFile(join(root, 'usr/local/bin', name), `#!/bin/sh\n${run}\n`, {
      mode: 0o755,
    });
  }
}

async function packRoot(root: string, layer: string): Promise<void> {
  await runCommand(
    'tar',
    [
      '--create',
      `--file=${layer}`,
      `--directory=${root}`,
      '--sort=name',
      '--mtime=@0',
      '--numeric-owner',
      '--format=gnu',
      '.',
    ],
    { env: { PATH: process.env.PATH, LC_ALL: 'C' } },
  );
}

async function copyIfReadable(
  source: string,
  target: string,
): Promise<boolean> {
  if (!(await isReadable(source))) return false;
  await copyFile(source, target);
  return true;
}
