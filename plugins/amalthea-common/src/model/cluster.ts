/**
 * Whether a cluster answers, for the banner above the list.
 *
 * @public
 */
export interface ClusterHealth {
  readonly name: string;
  readonly title: string;
  /** `connecting` only until the first answer or the first failure. */
  readonly state: 'connecting' | 'reachable' | 'unreachable';
  /** Since when, RFC 3339. */
  readonly since: string;
  /** Sentence for people first; `message` is what the network or the cluster said. */
  readonly error?: {
    readonly code: string;
    readonly sentence: string;
    readonly message?: string;
  };
}
