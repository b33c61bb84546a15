import type {
  ServerSummary,
  ServerTimeline,
} from '@amalthea/plugin-amalthea-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { amaltheaApiRef } from '../api';
import { useLoaded, type Loaded } from '../live';

/** The timeline of a server; while it starts, renewed every two seconds, since pods change unseen. */
export function useTimeline(
  server: Pick<ServerSummary, 'reference' | 'resourceVersion' | 'phase'>,
): Loaded<ServerTimeline> & { readonly reload: () => void } {
  const api = useApi(amaltheaApiRef);
  const { cluster, namespace, name } = server.reference;
  const load = useCallback(
    () => api.getTimeline({ cluster, namespace, name }),
    [api, cluster, namespace, name],
  );
  return useLoaded(load, {
    version: server.resourceVersion,
    everyMilliseconds: server.phase === 'starting' ? 2_000 : undefined,
  });
}
