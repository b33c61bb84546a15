import type { ClusterHealth } from './cluster';
import type { ServerSummary } from './server';
import type { ServerReference } from './serverReference';

/**
 * A message of `GET /stream`. The first one after connecting is `snapshot`, unless the stream could be resumed;
 * a `snapshot` always replaces everything known.
 *
 * @public
 */
export type StreamMessage =
  | {
      readonly type: 'snapshot';
      readonly servers: readonly ServerSummary[];
      readonly clusters: readonly ClusterHealth[];
    }
  | { readonly type: 'server'; readonly server: ServerSummary }
  | {
      readonly type: 'removed';
      readonly reference: ServerReference;
      readonly uid: string;
    }
  | { readonly type: 'cluster'; readonly cluster: ClusterHealth };
