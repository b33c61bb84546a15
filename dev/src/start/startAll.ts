import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { ClusterState } from '../cluster/clusterState';
import { clusterDirectory, startCluster } from '../cluster/startCluster';
import { tryAcquireLock } from '../host/acquireLock';
import { DevError } from '../host/DevError';
import { findProgram } from '../host/findProgram';
import { requireFreePort } from '../host/freePort';
import type { Progress } from '../host/progress';
import { requireWritable } from '../host/requireWritable';
import { imageNames } from '../images/imageReference';
import { ingressUrl } from '../ingress/ingressUrl';
import { root } from '../root';
import { toolPath } from '../tools/toolPath';
import { BackgroundProgram } from './BackgroundProgram';
import { CleanUp } from './CleanUp';
import {
  firstServerManifest,
  secondServerManifest,
  waitForServer,
} from './firstServer';
import { kubectlFor } from './kubectl';
import { operatorRendering, startOperatorProcess } from './operatorProcess';
import { makePortalAccount } from './portalAccount';
import { startPortal } from './portalProcess';
import { requireUsableCluster } from './requireUsableCluster';
import type { StartOptions } from './startOptions';

/** What is running, for the person who started it. */
export type Started = {
  readonly portalUrl: string;
  readonly kubeconfig: string;
  /** What NO_PROXY must hold to reach the cluster, where the environment names a proxy. */
  readonly proxyExceptions?: string;
  /** Folder with a kubectl, where none is on the PATH. */
  readonly kubectlFolder?: string;
  /** URL of the first server, where servers answer. */
  readonly serverUrl?: string;
  readonly logFolder: string;
  /** A manifest that the cluster can run, to paste. */
  readonly secondServer: string;
  /** Rejects when one of the programs ends by itself. */
  readonly failure: Promise<never>;
};

/** The namespace in which the portal's profiles put servers. */
const portalNamespace = 'jupyter';

/**
 * Starts everything: cluster, operator, a first server, portal. What was started is handed to `cleanUp` at once,
 * so that it is ended whatever comes later.
 */
export async function startAll(
  options: StartOptions,
  context: {
    readonly cleanUp: CleanUp;
    readonly progress: Progress;
    readonly signal: AbortSignal;
  },
): Promise<Started> {
  const { cleanUp, progress, signal } = context;
  await requireFreePort(
    options.port,
    'the portal',
    'choose another: npm start -- --port N',
  );
  const logFolder = join(root, 'test-output', 'start');
  await requireWritable(
    [
      dirname(logFolder),
      logFolder,
      join(logFolder, 'operator.log'),
      join(root, 'packages', 'app', 'dist'),
    ],
    root,
  );
  await mkdir(logFolder, { recursive: true });

  const { kubeconfig, state, proxyExceptions } = await useCluster(
    options,
    context,
  );
  const folder = await mkdtemp(join(tmpdir(), 'amalthea-start-'));
  cleanUp.add('its temporary folder', () =>
    rm(folder, { recursive: true, force: true }),
  );
  const kubectl = await kubectlFor(kubeconfig, signal);
  progress('installing the definition of JupyterServers');
  const definition = join(
    root,
    'jupyterserver/crd/jupyterservers.amalthea.dev.yaml',
  );
  await kubectl([
    'apply',
    '--server-side',
    '--force-conflicts',
    `--filename=${definition}`,
  ]);
  await kubectl([
    'wait',
    '--for=condition=Established',
    '--timeout=60s',
    `--filename=${definition}`,
  ]);
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: portalNamespace },
  };
  await kubectl(
    ['apply', '--server-side', '--filename=-'],
    JSON.stringify(namespace),
  );
  const portalCluster = await makePortalAccount(kubectl, folder);

  progress('starting the operator');
  const operator = await startOperatorProcess(
    kubeconfig,
    join(logFolder, 'operator.log'),
    signal,
  );
  cleanUp.add('the operator', () => operator.stop());

  const localImage = options.kubeconfig === undefined;
  const secondServer = join(logFolder, 'second-server.yaml');
  await writeFile(secondServer, await secondServerManifest({ localImage }));
  await kubectl(
    ['apply', '--filename=-'],
    await firstServerManifest({ localImage }),
  );
  // When one of the two fails, the other must not go on talking.
  const failing = new AbortController();
  const either = AbortSignal.any([signal, failing.signal]);
  const [portal, serverUrl] = await Promise.all([
    startPortal({
      port: options.port,
      clusters: [portalCluster],
      rendering: operatorRendering,
      folder: logFolder,
      development: options.development,
      progress,
      signal: either,
    }).then(started => {
      cleanUp.add('the portal', () => started.program.stop());
      return started;
    }),
    waitForServer(
      await kubectlFor(kubeconfig, either),
      'minimal',
      300,
      progress,
      either,
    ),
  ]).finally(() => failing.abort());
  return {
    portalUrl: portal.url,
    kubeconfig,
    proxyExceptions,
    kubectlFolder: (await findProgram('kubectl', process.env))
      ? undefined
      : dirname(await toolPath('kubectl')),
    serverUrl: reachableUrl(serverUrl, state),
    logFolder,
    secondServer,
    failure: firstFailure([operator, portal.program]),
  };
}

async function useCluster(
  { kubeconfig, simulated }: StartOptions,
  { cleanUp, progress, signal }: Parameters<typeof startAll>[1],
): Promise<{
  readonly kubeconfig: string;
  readonly state?: ClusterState;
  readonly proxyExceptions?: string;
}> {
  if (kubeconfig !== undefined) {
    const file = resolve(process.env.INIT_CWD ?? '.', kubeconfig);
    const kubectl = await kubectlFor(file, signal);
    await requireUsableCluster({ kubeconfig: file, kubectl });
    return { kubeconfig: file };
  }
  const name = simulated ? 'start-simulated' : 'start';
  const directory = clusterDirectory({ name });
  // Held until this process ends.
  if (!(await tryAcquireLock(`npm start ${directory}`))) {
    throw new DevError(
      'CLUSTER_BUSY',
      `Another npm start uses the cluster in ${directory}, and takes it away when it ends. End that one, or give this one a cluster: npm run cluster -- up --name other, then npm start -- --kubeconfig FILE --port N.`,
    );
  }
  const cluster = await startCluster({
    name,
    simulated,
    images: simulated ? [] : imageNames,
    progress,
    signal,
  });
  cleanUp.add('the local cluster', () => cluster.stop());
  // For every program that is started from here on; a local cluster is not behind the proxy of a machine.
  const { NO_PROXY, no_proxy } = cluster.environment();
  if (NO_PROXY !== undefined)
    Object.assign(process.env, { NO_PROXY, no_proxy });
  return {
    kubeconfig: cluster.state.kubeconfig,
    state: cluster.state,
    proxyExceptions: NO_PROXY,
  };
}

/** With its token, so that one click opens it. On simulated nodes nothing answers. */
function reachableUrl(
  url: string,
  state: ClusterState | undefined,
): string | undefined {
  if (!state) return `${url}/?token=swordfish`;
  if (state.simulated) return undefined;
  const base = state.ingress?.standardPorts ? url : ingressUrl(state, url);
  return `${base.replace(/\/$/, '')}/?token=swordfish`;
}

function firstFailure(programs: readonly BackgroundProgram[]): Promise<never> {
  return Promise.race(
    programs.map(program =>
      program.ended.then(() => new Promise<never>(() => {})),
    ),
  );
}
