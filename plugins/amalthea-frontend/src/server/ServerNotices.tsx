import type {
  ClusterHealth,
  ServerDetails,
} from '@amalthea/plugin-amalthea-common';
import { Alert } from '@backstage/ui';
import { ReasonText, RelativeTime } from '../parts';

/** What must be known before anything else on the page. A normal start needs no notice. */
export function ServerNotices(props: {
  readonly server: ServerDetails;
  readonly staleSince: string | undefined;
  readonly cluster: ClusterHealth | undefined;
}) {
  const { server, staleSince, cluster } = props;
  return (
    <>
      {staleSince && (
        <Alert
          role="status"
          status="warning"
          icon
          title={
            <>
              {cluster?.error?.sentence ?? 'The cluster does not answer.'} This
              is what was known <RelativeTime at={staleSince} />.
            </>
          }
        />
      )}
      {server.phase === 'failed' && server.reason && (
        <Alert
          role="alert"
          status="danger"
          icon
          title="The server failed"
          description={<ReasonText reason={server.reason} />}
        />
      )}
      {server.phase === 'starting' && server.reason && (
        <Alert
          role="status"
          status="info"
          icon
          title="Still starting"
          description={<ReasonText reason={server.reason} />}
        />
      )}
      {server.delivery === 'gitops' && (
        <Alert
          role="status"
          status="info"
          icon
          title={
            server.allowed.readOnlyReason ??
            'This server is defined in Git. Change it there.'
          }
        />
      )}
    </>
  );
}
