import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  silent,
  startCluster,
  stopCluster,
  type Cluster,
  type ClusterOptions,
} from '../src';

/** Clusters of one test file, in folders of their own, all ended after it. */
export class TemporaryClusters {
  readonly #clusters: { folder: string; directory: string }[] = [];

  /** A directory for a cluster, which does not exist yet, below folders of the given name where there is one. */
  async directory(above = ''): Promise<string> {
    // In the folder of the run, which ends all clusters in it when it is interrupted.
    const run = process.env.AMALTHEA_CLUSTER;
    const parent = run === undefined ? tmpdir() : dirname(dirname(run));
    const folder = await mkdtemp(join(parent, 'test-'));
    const directory = join(folder, above, 'cluster');
    this.#clusters.push({ folder, directory });
    return directory;
  }

  async start(options: ClusterOptions = {}): Promise<Cluster> {
    return startCluster({
      progress: silent,
      ...options,
      directory: options.directory ?? (await this.directory()),
    });
  }

  async stop(): Promise<void> {
    for (const { folder, directory } of this.#clusters) {
      await stopCluster(directory);
      await rm(folder, { recursive: true, force: true });
    }
  }
}
