import type { ClusterHealth } from '@amalthea/plugin-amalthea-common';
import type { KubeClient } from '@amalthea/kube';
import type { ObservedServer } from '../servers/ObservedServer';

/** What Amalthea asks of a Kubernetes API. */
export type ClusterClient = Pick<
  KubeClient,
  'get' | 'list' | 'create' | 'patch' | 'delete' | 'requestText' | 'discovery'
>;

/** One cluster: what was last seen of its servers, whether it answers, and a way to ask it. */
export interface Cluster {
  readonly name: string;
  readonly title: string;
  readonly client: ClusterClient;
  health(): ClusterHealth;
  /** The servers as last seen, also while the cluster does not answer. */
  servers(): Iterable<ObservedServer>;
  server(namespace: string, name: string): ObservedServer | undefined;
}

/** Something that changed in one of the clusters. */
export type ClusterChange =
  | {
      readonly type: 'server';
      readonly current: ObservedServer;
      readonly previous?: ObservedServer;
    }
  | { readonly type: 'removed'; readonly previous: ObservedServer }
  | { readonly type: 'health'; readonly cluster: string };

/**
 * All clusters of the portal. Requests carry Amalthea's own identity and nothing from the caller: no token and no
 * `Impersonate-*` header; who may do what is decided before, by Backstage's permissions.
 */
export interface ClusterAccess {
  readonly clusters: readonly Cluster[];
  /** @throws AmaltheaError ClusterUnknown */
  cluster(name: string): Cluster;
  /** @returns a function that ends the subscription */
  subscribe(listener: (change: ClusterChange) => void): () => void;
}
