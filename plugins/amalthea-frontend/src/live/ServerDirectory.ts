import {
  stringifyServerReference,
  type ClusterHealth,
  type ServerReference,
  type ServerSummary,
  type StreamMessage,
} from '@amalthea/plugin-amalthea-common';

/** All servers the reader may see, and the clusters they are in, as last heard. */
export interface ServerDirectory {
  /** By `cluster/namespace/name`. */
  readonly servers: ReadonlyMap<string, ServerSummary>;
  /** By name. */
  readonly clusters: ReadonlyMap<string, ClusterHealth>;
}

/** A directory of these servers and clusters. */
export function createServerDirectory(
  servers: readonly ServerSummary[],
  clusters: readonly ClusterHealth[],
): ServerDirectory {
  return {
    servers: new Map(
      servers.map(server => [
        stringifyServerReference(server.reference),
        server,
      ]),
    ),
    clusters: new Map(clusters.map(cluster => [cluster.name, cluster])),
  };
}

/**
 * The directory after one message of the stream. Rows that the message is not about keep their
 * identity, so that a table renders only what changed.
 *
 * A change that arrives before any snapshot starts an incomplete directory of its own; the backend
 * sends the snapshot first.
 */
export function applyStreamMessage(
  directory: ServerDirectory | undefined,
  message: StreamMessage,
): ServerDirectory {
  const before = directory ?? createServerDirectory([], []);
  switch (message.type) {
    case 'snapshot':
      return createServerDirectory(
        [...message.servers, ...lastKnown(before, message)],
        message.clusters,
      );
    case 'server': {
      const servers = new Map(before.servers);
      servers.set(
        stringifyServerReference(message.server.reference),
        message.server,
      );
      return { ...before, servers };
    }
    case 'removed': {
      const key = stringifyServerReference(message.reference);
      // A server of the same name may have been made since: only the one that is meant goes.
      if (before.servers.get(key)?.uid !== message.uid) {
        return before;
      }
      const servers = new Map(before.servers);
      servers.delete(key);
      return { ...before, servers };
    }
    case 'cluster': {
      const clusters = new Map(before.clusters);
      clusters.set(message.cluster.name, message.cluster);
      return { ...before, clusters };
    }
    default:
      // A newer backend may say more than this page understands.
      return before;
  }
}

/**
 * Rows that a snapshot leaves out because the backend does not know them either: it was started a moment ago, or while
 * their cluster was away. They are not gone.
 */
function lastKnown(
  before: ServerDirectory,
  snapshot: Extract<StreamMessage, { type: 'snapshot' }>,
): readonly ServerSummary[] {
  const unknown = new Set(
    snapshot.clusters
      .filter(({ state }) => state !== 'reachable')
      .map(({ name }) => name),
  );
  for (const { reference } of snapshot.servers) {
    unknown.delete(reference.cluster);
  }
  return [...before.servers.values()].filter(({ reference }) =>
    unknown.has(reference.cluster),
  );
}

/** The server of a reference, when it is known. */
export function findServer(
  directory: ServerDirectory,
  reference: ServerReference,
): ServerSummary | undefined {
  return directory.servers.get(stringifyServerReference(reference));
}

/**
 * Since when a row is only what was last known (RFC 3339): its cluster does not answer. Undefined
 * while the row is current.
 */
export function staleSince(
  server: ServerSummary,
  directory: Pick<ServerDirectory, 'clusters'>,
): string | undefined {
  const cluster = directory.clusters.get(server.reference.cluster);
  return cluster?.state === 'unreachable'
    ? server.staleSince ?? cluster.since
    : undefined;
}
