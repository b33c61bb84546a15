import type {
  ServerDetails,
  ServerList,
  ServerReference,
  ServerSummary,
} from '@amalthea/plugin-amalthea-common';
import type { UnstructuredObject } from '@amalthea/kube';
import type { Cluster, ClusterAccess } from '../clusters/ClusterAccess';
import { jupyterServers } from '../clusters/jupyterServers';
import { AmaltheaError } from '../errors/AmaltheaError';
import { clusterError, isObjectMissing } from '../errors/clusterError';
import { observeServer, type ObservedServer } from './ObservedServer';
import { serverDetails } from './serverDetails';
import {
  serverOwner,
  serverSummary,
  type SummaryContext,
} from './serverSummary';
import type { ServerGrants, ServerViewer } from './ServerViewer';

/** A server the caller may read, and what else they may do with it. */
export interface FoundServer {
  readonly cluster: Cluster;
  readonly server: ObservedServer;
  readonly grants: ServerGrants;
  /** Since when the cluster does not answer, when `server` is only what was last known. */
  readonly staleSince?: string;
}

/** Reads servers on behalf of somebody. What they may not read does not exist for them. */
export class ServerReader {
  readonly #clusters: ClusterAccess;
  readonly #profileTitles: ReadonlyMap<string, string>;

  constructor(options: {
    readonly clusters: ClusterAccess;
    readonly profileTitles: ReadonlyMap<string, string>;
  }) {
    this.#clusters = options.clusters;
    this.#profileTitles = options.profileTitles;
  }

  /** All servers of all clusters, as last seen; rows of a cluster that does not answer are marked. */
  list(viewer: ServerViewer): ServerList {
    const servers: ServerSummary[] = [];
    for (const cluster of this.#clusters.clusters) {
      for (const server of cluster.servers()) {
        const summary = this.summarize(server, viewer);
        if (summary) servers.push(summary);
      }
    }
    servers.sort(
      (one, other) =>
        compare(one.createdAt, other.createdAt) || compare(one.uid, other.uid),
    );
    return {
      servers,
      clusters: this.#clusters.clusters.map(cluster => cluster.health()),
    };
  }

  /** The row of one server, or undefined when the viewer may not read it. */
  summarize(
    server: ObservedServer,
    viewer: ServerViewer,
  ): ServerSummary | undefined {
    if (!viewer.grants(serverOwner(server)).read) return undefined;
    return serverSummary(
      server,
      this.#context(viewer, staleSince(this.#clusters.cluster(server.cluster))),
    );
  }

  details(
    found: Pick<FoundServer, 'server' | 'staleSince'>,
    viewer: ServerViewer,
  ): ServerDetails {
    return serverDetails(found.server, this.#context(viewer, found.staleSince));
  }

  /**
   * Finds a server: asks the cluster, and falls back to what was last known when it does not answer.
   *
   * @throws AmaltheaError ServerNotFound, also when the viewer may not read it; ClusterUnknown; ClusterUnreachable
   */
  async find(
    reference: ServerReference,
    viewer: ServerViewer,
  ): Promise<FoundServer> {
    const cluster = this.#clusters.cluster(reference.cluster);
    let server: ObservedServer | undefined;
    let stale: string | undefined;
    try {
      const object = await cluster.client.get<UnstructuredObject>(
        jupyterServers,
        reference,
        // Who waits for a cluster that was silent a moment ago waits for what is known already.
        staleSince(cluster) ? { deadlineMilliseconds: 2_000 } : {},
      );
      server = observeServer(cluster.name, object);
    } catch (failure) {
      if (!isObjectMissing(failure)) {
        server = cluster.server(reference.namespace, reference.name);
        stale = staleSince(cluster) ?? cluster.health().since;
        if (!server) throw clusterError(failure, cluster.title);
      }
    }
    const grants = server && viewer.grants(serverOwner(server));
    if (!server || !grants?.read) throw serverNotFound(reference);
    return { cluster, server, grants, ...(stale ? { staleSince: stale } : {}) };
  }

  #context(viewer: ServerViewer, since: string | undefined): SummaryContext {
    return {
      viewer,
      profileTitles: this.#profileTitles,
      ...(since ? { staleSince: since } : {}),
    };
  }
}

/** Since when what is known of a cluster's servers may be old. */
export function staleSince(cluster: Cluster): string | undefined {
  const health = cluster.health();
  return health.state === 'unreachable' ? health.since : undefined;
}

function serverNotFound(reference: ServerReference): AmaltheaError {
  return new AmaltheaError(
    'ServerNotFound',
    `There is no server '${reference.name}' that you may see.`,
    {
      hint: 'It may have been deleted, or belong to somebody else.',
    },
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
