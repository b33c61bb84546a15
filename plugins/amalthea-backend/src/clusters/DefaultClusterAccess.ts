import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { KubeClient } from '@amalthea/kube';
import {
  readConfiguration,
  type CheckedConfiguration,
} from '../configuration/readConfiguration';
import { AmaltheaError } from '../errors/AmaltheaError';
import type { Cluster, ClusterAccess, ClusterChange } from './ClusterAccess';
import { kubeConfigFor } from './kubeConfig';
import { WatchedCluster } from './WatchedCluster';

/** The clusters of the Kubernetes plugin's configuration, each with one shared watch. */
export class DefaultClusterAccess implements ClusterAccess {
  readonly clusters: readonly WatchedCluster[];
  readonly #listeners = new Set<(change: ClusterChange) => void>();
  readonly #logger: LoggerService;

  static create(options: {
    readonly configuration: Pick<CheckedConfiguration, 'clusters' | 'health'>;
    readonly logger: LoggerService;
  }): DefaultClusterAccess {
    return new DefaultClusterAccess(options.configuration, options.logger);
  }

  private constructor(
    configuration: Pick<CheckedConfiguration, 'clusters' | 'health'>,
    logger: LoggerService,
  ) {
    this.#logger = logger;
    this.clusters = configuration.clusters.map(
      definition =>
        new WatchedCluster({
          name: definition.name,
          title: definition.title ?? definition.name,
          client: KubeClient.fromKubeConfig(kubeConfigFor(definition), {
            userAgent: 'amalthea-portal',
            deadlineMilliseconds: 10_000,
          }),
          healthIntervalMilliseconds: configuration.health.interval * 1000,
          healthTimeoutMilliseconds: configuration.health.timeout * 1000,
          onChange: change => this.#tell(change),
          onHealth: health => {
            if (health.error)
              logger.warn(
                `${health.error.sentence} ${health.error.message ?? ''}`.trim(),
              );
            else logger.info(`The cluster ${health.title} answers.`);
          },
        }),
    );
  }

  start(): void {
    for (const cluster of this.clusters) cluster.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.clusters.map(cluster => cluster.stop()));
  }

  cluster(name: string): Cluster {
    const cluster = this.clusters.find(candidate => candidate.name === name);
    if (!cluster) {
      throw new AmaltheaError(
        'ClusterUnknown',
        `This portal knows no cluster '${name}'.`,
        {
          hint: 'Check the address, or ask the people who run the portal.',
        },
      );
    }
    return cluster;
  }

  subscribe(listener: (change: ClusterChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(change: ClusterChange): void {
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        this.#logger.error(
          'A listener to cluster changes failed',
          error instanceof Error ? error : undefined,
        );
      }
    }
  }
}

/** Lets tests and other set-ups bring their own way to the clusters. */
export const clusterAccessServiceRef = createServiceRef<ClusterAccess>({
  id: 'amalthea.cluster-access',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      factory({ config, lifecycle, logger }) {
        const access = DefaultClusterAccess.create({
          configuration: readConfiguration(config),
          logger,
        });
        lifecycle.addStartupHook(() => access.start());
        lifecycle.addShutdownHook(() => access.stop());
        return access;
      },
    }),
});
