import type {
  ServerDetails,
  ServerReference,
} from '@amalthea/plugin-amalthea-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useRef } from 'react';
import { amaltheaApiRef } from '../api';
import { findServer, useLiveServers, useLoaded } from '../live';

/** One server as its page needs it. */
export type ServerOnPage =
  | { readonly status: 'loading' }
  | { readonly status: 'loaded'; readonly server: ServerDetails }
  /** It was there, and then the stream said that it is not any more. */
  | { readonly status: 'gone' }
  | { readonly status: 'failed'; readonly error: Error };

/**
 * The details of a server, loaded again whenever the stream brings a new version of it; what the
 * row says counts at once.
 */
export function useServer(
  reference: ServerReference,
): ServerOnPage & { readonly reload: () => void } {
  const api = useApi(amaltheaApiRef);
  const { directory } = useLiveServers();
  const { cluster, namespace, name } = reference;
  const load = useCallback(
    () => api.getServer({ cluster, namespace, name }),
    [api, cluster, namespace, name],
  );
  const summary = directory && findServer(directory, reference);
  const details = useLoaded(load, { version: summary?.resourceVersion });
  const seenUid = useRef<string>();
  if (summary) {
    seenUid.current = summary.uid;
  }
  const { reload } = details;

  if (directory && !summary && seenUid.current) {
    return { status: 'gone', reload };
  }
  if (details.status === 'loaded') {
    return {
      status: 'loaded',
      server: { ...details.value, ...summary },
      reload,
    };
  }
  return { ...details, reload };
}
