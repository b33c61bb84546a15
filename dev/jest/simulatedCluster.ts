import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from '../src';
import { abortOnSignals } from '../src/host/abortOnSignals';
import { ensureBrowser } from './browserPrograms';
import { keepForTeardown } from './runningCluster';
import { ensureTestTools } from './testTools';

/** Jest's global setup of the integration tests: one control plane with simulated nodes for all of them. */
export default async function simulatedCluster(): Promise<void> {
  await ensureTestTools();
  await ensureBrowser();
  const directory = await mkdtemp(join(tmpdir(), 'amalthea-integration-'));
  const { signal, dispose } = abortOnSignals(process);
  const cluster = await startCluster({
    name: 'integration',
    directory: join(directory, 'cluster'),
    simulated: true,
    nodes: 2,
    signal,
  }).finally(dispose);
  keepForTeardown(cluster, directory);
}
