import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { staleSince, useLiveServers } from '../../live';

/** Since when the row is only what was last known; undefined while it is current. */
export function useStaleSince(server: ServerSummary): string | undefined {
  const { directory } = useLiveServers();
  return directory && staleSince(server, directory);
}
