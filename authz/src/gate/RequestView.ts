/**
 * What a decision may look at: one request after the request checks, with every header that matters picked out of
 * `rawHeaders` once. A header that may come only once is a single value here; the request checks refused repetitions.
 */
export interface RequestView {
  readonly method: string;
  /** The request target in origin form, as received: starts with exactly one `/`, has no control character or `#`. */
  readonly target: string;
  /** `target` up to the first `?`, not decoded. */
  readonly path: string;
  /** What follows the first `?`, not decoded; empty without one. */
  readonly query: string;
  readonly host: string;
  /** All `Cookie` headers, joined by `; `; empty without one. */
  readonly cookie: string;
  readonly authorization?: string;
  readonly origin?: string;
  readonly referer?: string;
  readonly accept?: string;
  readonly contentType?: string;
  readonly secFetchSite?: string;
  readonly secFetchMode?: string;
  readonly secFetchDest?: string;
  readonly xRequestedWith?: string;
  readonly xsrfToken?: string;
  /** `Upgrade: websocket` was asked for. */
  readonly isWebSocket: boolean;
  /** Address of the TCP peer, without an IPv4-mapped prefix. */
  readonly remoteAddress: string;
  /** The peer is one of `trustedProxies`; only then do its forwarding headers count. */
  readonly isTrustedPeer: boolean;
}
