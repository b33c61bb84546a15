import { chmod, copyFile, mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensurePrograms } from '../packages/debianPackages';
import { findProgram } from '../host/findProgram';
import { freePorts } from '../host/freePort';
import { standardErrorProgress, type Progress } from '../host/progress';
import { runCommand } from '../host/runCommand';
import type { Environment } from '../host/userDirectories';
import { BackgroundProgram } from '../start/BackgroundProgram';
import { toolPaths } from '../tools/toolPath';
import { argoCdFiles } from './argoCdModule';
import {
  argoCdNamespace,
  argoCdObjects,
  defaultProject,
} from './argoCdObjects';
import { argoCdPrograms } from './argoCdPrograms';

export interface ArgoCdOptions {
  /** Of the cluster that Argo CD delivers to and keeps its own objects in; its current user must be the administrator. */
  readonly kubeconfig: string;
  /** An empty folder for everything it writes. */
  readonly directory: string;
  /** Data of argocd-cm, such as `resource.customizations.health.<group>_<Kind>`. */
  readonly configuration?: Readonly<Record<string, string>>;
  readonly progress?: Progress;
  readonly environment?: Environment;
}

/** A running Argo CD: repo-server, application controller and API server. */
export interface ArgoCd {
  /** Namespace of Applications. */
  readonly namespace: string;
  /** Where repo-server looks for plugins. */
  readonly pluginDirectory: string;
  /** Where the programs' output is. */
  readonly logDirectory: string;
  /** Runs Argo CD's command line against its API server; resolves to what it printed. */
  command(words: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

const startLimitSeconds = 60;
const definitionAttempts = 40;

/**
 * Starts a real Argo CD next to a local cluster, as ordinary processes. They end with `stop`; what was
 * applied to the cluster stays.
 *
 * @throws DevError with what a program said last when it does not come up.
 */
export async function startArgoCd(options: ArgoCdOptions): Promise<ArgoCd> {
  const environment = options.environment ?? process.env;
  const progress = options.progress ?? standardErrorProgress;
  const { directory } = options;
  await ensurePrograms(
    [{ program: 'redis-server', debianPackage: 'redis-server' }],
    { environment, progress },
  );
  const redisServer =
    (await findProgram('redis-server', environment, ['/usr/bin'])) ??
    'redis-server';
  const { argocd, kubectl } = await toolPaths(['argocd', 'kubectl'], {
    environment,
    progress,
  });
  const files = await argoCdFiles(environment);
  const pluginDirectory = join(directory, 'plugins');
  const scripts = join(directory, 'scripts');
  const logDirectory = join(directory, 'logs');
  for (const folder of [
    pluginDirectory,
    scripts,
    logDirectory,
    'tls',
    'ssh',
    'temp',
  ]) {
    await mkdir(join(directory, folder.replace(directory, '')), {
      recursive: true,
    });
  }
  // In the module's folder they are not executable, and repo-server finds them on PATH alone.
  for (const script of ['git-verify-wrapper.sh', 'gpg-wrapper.sh']) {
    await copyFile(join(files.scripts, script), join(scripts, script));
    await chmod(join(scripts, script), 0o755);
  }
  const kubeconfig = join(directory, 'kubeconfig');
  await copyFile(options.kubeconfig, kubeconfig);
  await chmod(kubeconfig, 0o600);
  const run = (words: readonly string[], input?: string) =>
    runCommand(kubectl, [`--kubeconfig=${kubeconfig}`, ...words], {
      env: environment,
      input,
    });
  const apply = (objects: readonly object[]) =>
    run(
      ['apply', '--server-side', '--force-conflicts', '--filename=-'],
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
    );
  await run([
    'config',
    'set-context',
    '--current',
    `--namespace=${argoCdNamespace}`,
  ]);
  await run([
    'apply',
    '--server-side',
    '--force-conflicts',
    ...files.crds.map(file => `--filename=${file}`),
  ]);
  await apply([...argoCdObjects(options.configuration ?? {})]);
  // Its definition was made a moment ago, and is served a moment later.
  await retried(() => apply([defaultProject]));

  const [
    redis,
    repoServer,
    repoServerMetrics,
    controllerMetrics,
    apiServer,
    apiServerMetrics,
  ] = await freePorts(6);
  const started: BackgroundProgram[] = [];
  const stop = async () => {
    for (const program of started.splice(0).reverse()) await program.stop();
  };
  try {
    for (const program of argoCdPrograms({
      binary: argocd,
      redisServer,
      directory,
      pluginDirectory,
      kubeconfig,
      ports: {
        redis,
        repoServer,
        repoServerMetrics,
        controllerMetrics,
        apiServer,
        apiServerMetrics,
      },
    })) {
      progress(`starting ${program.name}`);
      const background = BackgroundProgram.start({
        name: program.name,
        command: program.command,
        words: program.words,
        folder: directory,
        environment: {
          ...environment,
          PATH: `${scripts}:${environment.PATH}`,
          ...program.environment,
        },
        logFile: join(logDirectory, `${program.name}.log`),
      });
      started.push(background);
      await background.waitUntilReady(
        () => answers(program.port),
        startLimitSeconds,
      );
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const command = async (words: readonly string[]) => {
    const { stdout } = await runCommand(
      argocd,
      [
        ...words,
        ...['--server', `127.0.0.1:${apiServer}`, '--plaintext'],
        ...['--config', join(directory, 'command-line')],
      ],
      { env: { ...environment, ARGOCD_BINARY_NAME: 'argocd' } },
    );
    return stdout;
  };
  return {
    namespace: argoCdNamespace,
    pluginDirectory,
    logDirectory,
    command,
    stop,
  };
}

/** Does something again, for as long as a new resource definition takes to be served. */
async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; attempt < definitionAttempts; attempt += 1) {
    try {
      return await work();
    } catch {
      await delay(500);
    }
  }
  return work();
}

/** Whether something listens on a loopback port. */
function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
