import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  silent,
  startCluster,
  stopCluster,
  type Cluster,
  type ClusterOptions,
} from '../src';

/** Clusters of one test file, in folders of their own, all ended after it. */
export class TemporaryClusters {
  readonly #folders: string[] = [];

  /** A directory for a cluster, which does not exist yet. */
  async directory(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'amalthea-cluster-test-'));
    this.#folders.push(folder);
    return join(folder, 'cluster');
  }

  async start(options: ClusterOptions = {}): Promise<Cluster> {
    return startCluster({
      progress: silent,
      ...options,
      directory: options.directory ?? (await this.directory()),
    });
  }

  async stop(): Promise<void> {
    for (const folder of this.#folders) {
      await stopCluster(join(folder, 'cluster'));
      await rm(folder, { recursive: true, force: true });
    }
  }
}
