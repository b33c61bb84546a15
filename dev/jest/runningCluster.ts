import { rm } from 'node:fs/promises';
import { stopCluster, type Cluster } from '../src';
import { clustersBelow } from '../src/cluster/componentProcesses';
import { undoOnSignals } from '../src/host/undoOnSignals';

type Running = { readonly cluster: Cluster; readonly directory: string };

/** Jest runs global setup and teardown in one process, but loads their modules apart. */
const shared = globalThis as typeof globalThis & {
  amaltheaTestCluster?: Running;
};

/** Tells the tests where the cluster is, and the teardown what to end. */
export function keepForTeardown(cluster: Cluster, directory: string): void {
  shared.amaltheaTestCluster = { cluster, directory };
  // Jest calls no teardown when it is interrupted.
  undoOnSignals(endRunningCluster);
  Object.assign(process.env, cluster.environment());
}

/** Ends the cluster that the setup started, if it did, and those that tests have left in its folder. */
export async function endRunningCluster(): Promise<void> {
  const running = shared.amaltheaTestCluster;
  if (!running) return;
  await running.cluster.stop();
  for (const left of await clustersBelow(running.directory))
    await stopCluster(left);
  await rm(running.directory, { recursive: true, force: true });
}
