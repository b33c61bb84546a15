import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from '../src';
import { keepForTeardown } from './runningCluster';

/** Jest's global setup of the end-to-end tests: a cluster whose node really runs pods. */
export default async function realCluster(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'amalthea-e2e-'));
  const cluster = await startCluster({
    name: 'e2e',
    directory: join(directory, 'cluster'),
  });
  keepForTeardown(cluster, directory);
}
