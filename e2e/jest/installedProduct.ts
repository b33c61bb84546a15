import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageNames, startCluster } from '@amalthea/dev';
import { ensureBrowser } from '../../dev/jest/browserPrograms';
import { ensureGuidePrograms } from '../../dev/jest/guidePrograms';
import { abortOnSignals } from '../../dev/src/host/abortOnSignals';
import { keepForTeardown } from '../../dev/jest/runningCluster';
import { ensureTestTools } from '../../dev/jest/testTools';
import { installProduct } from '../src/product/installProduct';

/**
 * Jest's global setup of the end-to-end tests: a cluster whose node really runs pods, with the product installed in
 * it from the chart. `AMALTHEA_E2E_CLUSTER`, the directory of a running cluster, saves the start while developing.
 */
export default async function installedProduct(): Promise<void> {
  await ensureTestTools();
  await ensureBrowser();
  await ensureGuidePrograms();
  const kept = process.env.AMALTHEA_E2E_CLUSTER;
  const directory = kept ?? (await mkdtemp(join(tmpdir(), 'amalthea-e2e-')));
  const { signal, dispose } = abortOnSignals(process);
  const cluster = await startCluster({
    name: 'e2e',
    directory: kept ?? join(directory, 'cluster'),
    images: imageNames,
    signal,
  }).finally(dispose);
  if (kept) Object.assign(process.env, cluster.environment());
  else keepForTeardown(cluster, directory);
  await installProduct(process.env);
}
