/** What every call takes. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** For all attempts together. */
  readonly deadlineMilliseconds?: number;
  /** Called before each attempt; what it throws stops the call. */
  readonly beforeAttempt?: () => void;
  readonly subresource?: string;
}

/** What every write takes. */
export interface WriteOptions extends CallOptions {
  readonly namespace?: string;
  readonly fieldManager?: string;
  readonly fieldValidation?: 'Ignore' | 'Warn' | 'Strict';
  /** Everything is checked, nothing is kept. */
  readonly dryRun?: boolean;
}

/** Server-side apply. */
export interface ApplyOptions extends WriteOptions {
  readonly fieldManager: string;
  /** Take fields over that other managers own. */
  readonly force?: boolean;
}

/** Deletion. */
export interface DeleteOptions extends CallOptions {
  readonly preconditions?: {
    readonly uid?: string;
    readonly resourceVersion?: string;
  };
  readonly propagationPolicy?: 'Orphan' | 'Background' | 'Foreground';
  readonly gracePeriodSeconds?: number;
  readonly dryRun?: boolean;
}

/** Which objects. */
export interface Selection {
  /** All namespaces when absent. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

/** A page of a list. */
export interface ListOptions
  extends Selection,
    Omit<CallOptions, 'subresource'> {
  readonly limit?: number;
  readonly continue?: string;
  readonly resourceVersion?: string;
}

/** A watch. */
export interface WatchOptions extends Selection {
  readonly resourceVersion?: string;
  readonly resourceVersionMatch?: 'NotOlderThan' | 'Exact';
  readonly sendInitialEvents?: boolean;
  readonly allowWatchBookmarks?: boolean;
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
  /** A stream silent for longer counts as broken. Default 150 s: bookmarks come about every 60 s. */
  readonly idleMilliseconds?: number;
}

/** A patch and how it is to be read. */
export type PatchBody =
  | { readonly type: 'merge'; readonly body: object }
  | { readonly type: 'json'; readonly body: readonly object[] };

export const patchContentTypes = {
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
} as const;
