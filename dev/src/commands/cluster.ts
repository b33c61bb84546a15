import {
  clusterUsage,
  parseClusterCommand,
  type ClusterCommand,
} from '../cluster/clusterCommand';
import { clusterEnvironment } from '../cluster/Cluster';
import { clusterStateFile, readClusterState } from '../cluster/clusterState';
import { clusterStatus, formatStatus } from '../cluster/clusterStatus';
import { clusterDirectory, startCluster } from '../cluster/startCluster';
import { stopCluster } from '../cluster/stopCluster';
import { abortOnSignals } from '../host/abortOnSignals';
import { DevError } from '../host/DevError';
import { standardErrorProgress } from '../host/progress';
import { shellWord } from '../host/shellWord';
import { loadImages } from '../node/loadImages';
import { toolPaths } from '../tools/toolPath';

/** `npm run cluster -- up|down|status|env|tools …` */
export async function run(args: readonly string[]): Promise<number> {
  const command = parseClusterCommand(args);
  switch (command.action) {
    case 'help':
      process.stdout.write(clusterUsage);
      return 0;
    case 'tools': {
      const { signal, dispose } = abortOnSignals(process);
      const paths = await toolPaths(command.tools, { signal }).finally(dispose);
      process.stdout.write(
        command.tools.map(name => `${paths[name]}\n`).join(''),
      );
      return 0;
    }
    case 'up':
      return up(command);
    case 'down': {
      const directory = clusterDirectory(command);
      await stopCluster(directory);
      standardErrorProgress(`nothing of the cluster in ${directory} is left`);
      return 0;
    }
    case 'load': {
      const state = await readClusterState(
        clusterStateFile(clusterDirectory(command)),
      );
      if (state.simulated)
        throw new DevError(
          'USAGE',
          `The cluster '${state.name}' is simulated: its pods run no image.`,
        );
      await loadImages(state, command.images);
      return 0;
    }
    case 'status': {
      const status = await clusterStatus(clusterDirectory(command));
      process.stdout.write(formatStatus(status));
      return status.healthy ? 0 : 1;
    }
    case 'env': {
      const state = await readClusterState(
        clusterStateFile(clusterDirectory(command)),
      );
      for (const [name, value] of Object.entries(clusterEnvironment(state))) {
        process.stdout.write(`export ${name}=${shellWord(value)}\n`);
      }
      return 0;
    }
    default:
      return unreachable(command);
  }
}

async function up(
  command: Extract<ClusterCommand, { action: 'up' }>,
): Promise<number> {
  const { signal, dispose } = abortOnSignals(process);
  try {
    const cluster = await startCluster({ ...command, signal });
    standardErrorProgress(
      `cluster '${cluster.state.name}' is up: export KUBECONFIG=${shellWord(
        cluster.state.kubeconfig,
      )}`,
    );
    return 0;
  } catch (error) {
    // Whatever failed because of it: what the person did is what there is to say.
    signal.throwIfAborted();
    throw error;
  } finally {
    dispose();
  }
}

function unreachable(command: never): never {
  throw new Error(`unknown command ${JSON.stringify(command)}`);
}
