import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { acquireLock } from '../host/acquireLock';
import { canonicalPath } from '../host/canonicalPath';
import { DevError } from '../host/DevError';
import { requireDiskSpace } from '../host/freeDiskSpace';
import { standardErrorProgress, type Progress } from '../host/progress';
import { stateDirectory, type Environment } from '../host/userDirectories';
import { makeFolder } from '../host/makeFolder';
import { imageArchive } from '../images/imageArchive';
import type { ImageName } from '../images/imageReference';
import { loadImages } from '../node/loadImages';
import { nodePrograms } from '../node/nodePrograms';
import { ensurePrograms } from '../packages/debianPackages';
import { requireBuildable, toolPaths } from '../tools/toolPath';
import { Cluster } from './Cluster';
import {
  clusterStateFile,
  readClusterState,
  type ClusterState,
} from './clusterState';
import { clusterTools } from './clusterTools';
import { componentProcesses } from './componentProcesses';
import { requireSupportedMachine } from './requireSupportedMachine';
import { newClusterState } from './newClusterState';
import { runCluster } from './runCluster';
import { removeCluster } from './stopCluster';
import { writeClusterFiles } from './clusterFiles';

export interface ClusterOptions {
  /** Distinguishes clusters of one user; `default` when absent. */
  readonly name?: string;
  /** Where the cluster keeps everything; below the user's state folder, by name, when absent. */
  readonly directory?: string;
  /** Nodes and pods played by kwok: no root, no containers, any number of nodes. */
  readonly simulated?: boolean;
  /** Number of simulated nodes, 1 when absent. */
  readonly nodes?: number;
  /** Keep an audit log of every request at Metadata level. */
  readonly audit?: boolean;
  /** Switch the API server's fairness and in-flight limits off, for benchmarks. */
  readonly unthrottled?: boolean;
  /** Images to build and to put into the real node; none when absent. */
  readonly images?: readonly ImageName[];
  readonly apiServerPort?: number;
  readonly ingressPort?: number;
  readonly progress?: Progress;
  readonly environment?: Environment;
  readonly signal?: AbortSignal;
}

/** The directory of the cluster that the options mean. */
export function clusterDirectory(
  options: Pick<ClusterOptions, 'name' | 'directory' | 'environment'>,
): string {
  // By one name, whatever links lead there: its processes are found by it.
  return canonicalPath(
    options.directory ||
      join(
        stateDirectory(options.environment),
        'clusters',
        options.name ?? 'default',
      ),
  );
}

/**
 * Starts the cluster, or what is missing of it when it was started before. It runs on when this process ends.
 * When starting fails, what this call started is ended again.
 *
 * @throws DevError with a message that names the remedy.
 */
export async function startCluster(
  options: ClusterOptions = {},
): Promise<Cluster> {
  const environment = options.environment ?? process.env;
  const progress = options.progress ?? standardErrorProgress;
  const simulated = options.simulated ?? false;
  const images = simulated ? [] : options.images ?? [];
  const directory = clusterDirectory(options);
  requireSupportedMachine({ simulated });
  await requireDiskSpace(directory, simulated ? 0.5e9 : 4e9, 'A local cluster');
  const build = { environment, progress, signal: options.signal };
  const tools = clusterTools({ simulated });
  await requireBuildable(tools, build);
  if (!simulated) await ensurePrograms(nodePrograms, build);
  // Whatever takes long or can fail comes before anything runs.
  await toolPaths(tools, build);
  for (const name of images) await imageArchive(name, build);
  await makeFolder(directory, 0o700);
  const lock = await acquireLock(`cluster ${directory}`, {
    signal: options.signal,
    onWait: () =>
      progress(
        `waiting for another process that starts or stops the cluster in ${directory}`,
      ),
  });
  try {
    const existing = await existingState(directory, options);
    if (!existing) await removeCluster(directory);
    // Addresses are free until they are used: clusters that choose at the same time would choose the same.
    const choosing = simulated
      ? undefined
      : await acquireLock('addresses of nodes', {
          signal: options.signal,
          onWait: () =>
            progress('waiting for another cluster that is being started'),
        });
    try {
      const state =
        existing ??
        (await newClusterState({
          name: options.name ?? 'default',
          directory,
          simulated,
          nodes: options.nodes ?? 1,
          audit: options.audit ?? false,
          unthrottled: options.unthrottled ?? false,
          apiServerPort: options.apiServerPort,
          ingressPort: options.ingressPort,
        }));
      await makeFolder(directory, 0o700);
      await writeClusterFiles(state);
      await runCluster(state, build);
      await choosing?.release();
      if (images.length > 0) await loadImages(state, images, build);
      return new Cluster(state);
    } catch (error) {
      if (!existing) await removeCluster(directory);
      throw error;
    } finally {
      await choosing?.release();
    }
  } finally {
    await lock.release();
  }
}

/** The state to go on with, or undefined when nothing runs in the directory. */
async function existingState(
  directory: string,
  options: ClusterOptions,
): Promise<ClusterState | undefined> {
  const running = await componentProcesses(directory);
  const hasState = await readFile(clusterStateFile(directory)).then(
    () => true,
    () => false,
  );
  if (!hasState || running.length === 0) return undefined;
  const state = await readClusterState(clusterStateFile(directory));
  const conflict =
    state.simulated !== (options.simulated ?? false)
      ? `${state.simulated ? 'simulated nodes' : 'a real node'}`
      : undefined;
  if (conflict) {
    throw new DevError(
      'CLUSTER_BUSY',
      `The cluster '${state.name}' is already running with ${conflict}. Stop it with 'cluster -- down', or choose another --name.`,
    );
  }
  return { ...state, nodes: Math.max(state.nodes, options.nodes ?? 1) };
}
