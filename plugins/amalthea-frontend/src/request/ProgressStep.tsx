import type { ServerReference } from '@amalthea/plugin-amalthea-common';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, Text } from '@backstage/ui';
import { OpenButton } from '../actions';
import { LinesSkeleton, Problem, ReasonText, StepList } from '../parts';
import { rootRouteRef, serverRouteRef } from '../routes';
import { useServer } from '../server/useServer';
import { useTimeline } from '../server/useTimeline';
import styles from './ProgressStep.module.css';
import type { ServerDetails } from '@amalthea/plugin-amalthea-common';

/** The start as it happens; the URL names the server, so that a reload goes on here. */
export function ProgressStep(props: { readonly reference: ServerReference }) {
  const { reference } = props;
  const loaded = useServer(reference);
  const rootRoute = useRouteRef(rootRouteRef);
  if (loaded.status === 'loading') {
    return (
      <LinesSkeleton
        label={`Loading ${reference.name}`}
        lines={7}
        height={32}
      />
    );
  }
  if (loaded.status === 'failed') {
    return (
      <Problem
        title={`${reference.name} could not be loaded`}
        error={loaded.error}
        onRetry={loaded.reload}
      />
    );
  }
  if (loaded.status === 'gone') {
    return (
      <div className={styles.progress}>
        <Text as="p">{reference.name} was deleted.</Text>
        <div>
          <ButtonLink href={rootRoute?.() ?? ''} variant="secondary">
            To the list of servers
          </ButtonLink>
        </div>
      </div>
    );
  }
  return <Progress server={loaded.server} />;
}

function Progress(props: { readonly server: ServerDetails }) {
  const { server } = props;
  const timeline = useTimeline(server);
  const serverRoute = useRouteRef(serverRouteRef);
  const { name } = server.reference;
  return (
    <section className={styles.progress} aria-label={`Start of ${name}`}>
      <Text as="h3" variant="title-small" role="status">
        {headline(server)}
      </Text>
      {server.phase === 'failed' && server.reason && (
        <Alert
          role="alert"
          status="danger"
          icon
          title="The start failed"
          description={<ReasonText reason={server.reason} />}
        />
      )}
      {timeline.status === 'loading' && (
        <LinesSkeleton label="Loading the steps" lines={7} height={32} />
      )}
      {timeline.status === 'failed' && (
        <Problem
          title="The steps could not be loaded"
          error={timeline.error}
          onRetry={timeline.reload}
        />
      )}
      {timeline.status === 'loaded' && (
        <StepList steps={timeline.value.steps} />
      )}
      <div className={styles.buttons}>
        <OpenButton server={server} />
        <ButtonLink
          variant="secondary"
          href={serverRoute?.({ ...server.reference }) ?? ''}
        >
          See the server
        </ButtonLink>
      </div>
      {server.phase === 'starting' && (
        <Text as="p" color="secondary">
          You can leave this page; the server goes on starting.
        </Text>
      )}
    </section>
  );
}

function headline(server: ServerDetails): string {
  const { name } = server.reference;
  switch (server.phase) {
    case 'running':
      return `${name} is ready`;
    case 'failed':
      return `${name} did not start`;
    case 'stopped':
      return `${name} is stopped`;
    case 'deleting':
      return `${name} is being deleted`;
    default:
      return `${name} is starting`;
  }
}
