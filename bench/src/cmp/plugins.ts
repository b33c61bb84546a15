import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  RepoServerClient,
  pluginName,
  sidecarVersion,
} from '@amalthea/cmp-sidecar';
import { BackgroundProgram, bundle, toolPath } from '@amalthea/dev';
import { stringify } from 'yaml';

/** A plugin that listens, and a client that asks it as repo-server does. */
export interface RunningPlugin {
  readonly client: RepoServerClient;
  stop(): Promise<void>;
}

/** How long a plugin may take to listen. */
const startLimitSeconds = 30;

/** Bundles the sidecar, as its image does; the path of the program. */
export async function buildSidecar(directory: string): Promise<string> {
  await bundle('cmp-sidecar', directory);
  return join(directory, 'main.js');
}

async function start(
  name: string,
  directory: string,
  command: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<RunningPlugin> {
  const plugins = join(directory, `${name}-plugins`);
  await mkdir(plugins, { recursive: true });
  const program = BackgroundProgram.start({
    name,
    command,
    words,
    folder: directory,
    environment: {
      PATH: process.env.PATH,
      ARGOCD_PLUGINSOCKFILEPATH: plugins,
      ...environment,
    },
    logFile: join(directory, `${name}.log`),
  });
  const client = new RepoServerClient(
    join(plugins, `${pluginName(sidecarVersion)}.sock`),
  );
  await program.waitUntilReady(
    async () => (await client.check()).code === 0,
    startLimitSeconds,
  );
  return { client, stop: () => program.stop() };
}

/** The sidecar's own server. */
export function startSidecar(
  directory: string,
  program: string,
): Promise<RunningPlugin> {
  return start(
    'sidecar',
    directory,
    process.execPath,
    ['--enable-source-maps', program],
    {
      AMALTHEA_CMP_HTTP_ADDRESS: 'off',
      AMALTHEA_CMP_LOG_LEVEL: 'warn',
    },
  );
}

/** Argo CD's own plugin server, which starts the sidecar's command for each call. */
export async function startStockServer(
  directory: string,
  program: string,
): Promise<RunningPlugin> {
  const configuration = join(directory, 'stock');
  await mkdir(configuration, { recursive: true });
  const plugin = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ConfigManagementPlugin',
    metadata: { name: pluginName(sidecarVersion) },
    spec: { generate: { command: [process.execPath, program, 'generate'] } },
  };
  await writeFile(join(configuration, 'plugin.yaml'), stringify(plugin));
  return start(
    'stock',
    directory,
    await toolPath('argocd'),
    ['--config-dir-path', configuration],
    {
      ARGOCD_BINARY_NAME: 'argocd-cmp-server',
      ARGOCD_CMP_WORKDIR: join(directory, 'stock-work'),
    },
  );
}

/**
 * The command alone, with nothing around it: files to disk, process, files away, as Argo CD's plugin server does it.
 *
 * @throws Error when the command fails.
 */
export async function runCommandOnce(
  program: string,
  checkout: string,
  files: Readonly<Record<string, string>>,
  path: string,
): Promise<void> {
  const folder = join(checkout, path);
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files))
    await writeFile(join(checkout, name), content);
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'generate'], {
      cwd: folder,
      env: { PATH: process.env.PATH, ARGOCD_APP_NAMESPACE: 'lab' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.resume();
    child.once('error', reject);
    child.once('close', code =>
      code === 0
        ? resolve()
        : reject(new Error(`the command ended with code ${code}`)),
    );
  });
  await rm(checkout, { recursive: true, force: true });
}
