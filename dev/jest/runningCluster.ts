import { rm } from 'node:fs/promises';
import type { Cluster } from '../src';

type Running = { readonly cluster: Cluster; readonly directory: string };

/** Jest runs global setup and teardown in one process, but loads their modules apart. */
const shared = globalThis as typeof globalThis & {
  amaltheaTestCluster?: Running;
};

/** Tells the tests where the cluster is, and the teardown what to end. */
export function keepForTeardown(cluster: Cluster, directory: string): void {
  shared.amaltheaTestCluster = { cluster, directory };
  Object.assign(process.env, cluster.environment());
}

/** Ends the cluster that the setup started, if it did. */
export async function endRunningCluster(): Promise<void> {
  const running = shared.amaltheaTestCluster;
  if (!running) return;
  await running.cluster.stop();
  await rm(running.directory, { recursive: true, force: true });
}
