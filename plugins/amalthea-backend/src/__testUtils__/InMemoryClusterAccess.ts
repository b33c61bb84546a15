import type { ClusterHealth } from '@amalthea/plugin-amalthea-common';
import type { UnstructuredObject } from '@amalthea/kube';
import type {
  Cluster,
  ClusterAccess,
  ClusterChange,
} from '../clusters/ClusterAccess';
import { jupyterServers } from '../clusters/jupyterServers';
import { AmaltheaError } from '../errors/AmaltheaError';
import { observeServer, type ObservedServer } from '../servers/ObservedServer';
import { InMemoryClusterClient } from './InMemoryClusterClient';

/** A cluster for tests whose servers are seen at once, and whose health is what the test says. */
export class InMemoryClusterAccess implements ClusterAccess {
  readonly client: InMemoryClusterClient;
  readonly clusters: readonly Cluster[];
  readonly #listeners = new Set<(change: ClusterChange) => void>();
  #seen: ReadonlyMap<string, ObservedServer> = new Map();
  #health: ClusterHealth = {
    name: 'dev',
    title: 'Dev',
    state: 'reachable',
    since: '2026-01-01T00:00:00.000Z',
  };

  constructor() {
    this.client = new InMemoryClusterClient(() => this.#look());
    this.clusters = [
      {
        name: 'dev',
        title: 'Dev',
        client: this.client.asClient(),
        health: () => this.#health,
        servers: () => this.#seen.values(),
        server: (namespace, name) => this.#seen.get(`${namespace}/${name}`),
      },
    ];
  }

  cluster(name: string): Cluster {
    const cluster = this.clusters.find(candidate => candidate.name === name);
    if (!cluster)
      throw new AmaltheaError(
        'ClusterUnknown',
        `This portal knows no cluster '${name}'.`,
      );
    return cluster;
  }

  subscribe(listener: (change: ClusterChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Puts a JupyterServer there as if kubectl or the operator had. */
  putServer(
    name: string,
    parts: Partial<UnstructuredObject> = {},
    namespace = 'research',
  ): UnstructuredObject {
    const { metadata, ...fields } = parts;
    return this.client.put(jupyterServers, {
      apiVersion: 'amalthea.dev/v1alpha1',
      kind: 'JupyterServer',
      metadata: { name, namespace, ...metadata },
      spec: {
        jupyterServer: { image: 'image' },
        routing: { host: 'jupyter.localhost', path: `/${name}` },
      },
      ...fields,
    } as UnstructuredObject);
  }

  /** Cuts the cluster off, or lets it answer again. */
  setReachable(reachable: boolean): void {
    this.client.unreachable = !reachable;
    this.#health = reachable
      ? {
          name: 'dev',
          title: 'Dev',
          state: 'reachable',
          since: '2026-01-01T02:00:00.000Z',
        }
      : {
          name: 'dev',
          title: 'Dev',
          state: 'unreachable',
          since: '2026-01-01T01:00:00.000Z',
          error: {
            code: 'ClusterUnreachable',
            sentence: 'The cluster Dev does not answer.',
          },
        };
    this.#tell({ type: 'health', cluster: 'dev' });
  }

  #look(): void {
    const previous = this.#seen;
    this.#seen = new Map(
      this.client.list(jupyterServers).flatMap(object => {
        const server = observeServer('dev', object);
        return server
          ? [
              [
                `${server.metadata.namespace}/${server.metadata.name}`,
                server,
              ] as const,
            ]
          : [];
      }),
    );
    for (const [key, current] of this.#seen) {
      const before = previous.get(key);
      if (before?.metadata.resourceVersion === current.metadata.resourceVersion)
        continue;
      this.#tell({ type: 'server', current, previous: before });
    }
    for (const [key, before] of previous) {
      if (!this.#seen.has(key))
        this.#tell({ type: 'removed', previous: before });
    }
  }

  #tell(change: ClusterChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
