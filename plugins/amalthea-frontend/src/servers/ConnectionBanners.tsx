import {
  AmaltheaRequestError,
  type ClusterHealth,
} from '@amalthea/plugin-amalthea-common';
import { Alert, Button } from '@backstage/ui';
import { useNow } from '../clock';
import { formatDuration } from '../format';
import { useLiveServers } from '../live';

/**
 * What is not as fresh as it looks: a cluster that does not answer, or the portal itself. Slim,
 * above the rows, which stay.
 */
export function ConnectionBanners() {
  const { directory, connection, reconnect } = useLiveServers();
  const now = useNow();
  const unreachable = [...(directory?.clusters.values() ?? [])].filter(
    cluster => cluster.state === 'unreachable',
  );
  return (
    <>
      {directory && connection.state === 'broken' && (
        <Alert
          role="status"
          status="warning"
          icon
          title={
            isSignedOut(connection.error)
              ? `No live updates. ${connection.error.message}`
              : 'No live updates. The portal does not answer; connecting again.'
          }
          customActions={
            <Button size="small" variant="secondary" onPress={reconnect}>
              Connect now
            </Button>
          }
        />
      )}
      {unreachable.map(cluster => (
        <Alert
          key={cluster.name}
          role="status"
          status="warning"
          icon
          title={clusterSentence(cluster, now)}
        />
      ))}
    </>
  );
}

/** Why its servers are old. A cluster that refuses the portal answers; it says what somebody has to do. */
function clusterSentence(cluster: ClusterHealth, now: Date): string {
  const { title, since, error } = cluster;
  const seconds = Math.max(1, (now.getTime() - Date.parse(since)) / 1000);
  const why =
    error && error.code !== 'ClusterUnreachable'
      ? error.sentence
      : `The cluster “${title}” has not answered for ${formatDuration(
          seconds,
        )}.`;
  return `${why} Its servers are shown as last known.`;
}

function isSignedOut(error: Error): boolean {
  return error instanceof AmaltheaRequestError && error.statusCode === 401;
}
