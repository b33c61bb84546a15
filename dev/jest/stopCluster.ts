import { endRunningCluster } from './runningCluster';

/** Jest's global teardown: ends the cluster that the global setup started. */
export default async function stopCluster(): Promise<void> {
  await endRunningCluster();
}
