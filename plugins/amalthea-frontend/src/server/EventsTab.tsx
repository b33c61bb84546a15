import type { ServerDetails } from '@amalthea/plugin-amalthea-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiErrorWarningLine, RiInformationLine } from '@remixicon/react';
import { useCallback } from 'react';
import { amaltheaApiRef } from '../api';
import { useLoaded } from '../live';
import { LinesSkeleton, Problem, ReasonText, RelativeTime } from '../parts';
import styles from './EventsTab.module.css';
import { Section } from './Section';

/** What the cluster reported about the server and its objects, translated, newest first. */
export function EventsTab(props: { readonly server: ServerDetails }) {
  const api = useApi(amaltheaApiRef);
  const { cluster, namespace, name } = props.server.reference;
  const load = useCallback(
    () => api.getEvents({ cluster, namespace, name }),
    [api, cluster, namespace, name],
  );
  const events = useLoaded(load, {
    version: props.server.resourceVersion,
    everyMilliseconds: 10_000,
  });
  if (events.status === 'loading') {
    return <LinesSkeleton label="Loading the events" lines={6} height={32} />;
  }
  if (events.status === 'failed') {
    return (
      <Problem
        title="The events could not be loaded"
        error={events.error}
        onRetry={events.reload}
      />
    );
  }
  return (
    <Section title="Events">
      {events.value.length === 0 ? (
        <Text color="secondary">
          The cluster reported nothing lately. It keeps events for about an
          hour.
        </Text>
      ) : (
        <ol className={styles.events}>
          {events.value.map(event => {
            const warning = event.severity === 'warning';
            const Icon = warning ? RiErrorWarningLine : RiInformationLine;
            return (
              <li key={event.id} className={styles.event}>
                <Icon
                  className={styles.icon}
                  data-severity={event.severity}
                  role="img"
                  aria-label={warning ? 'Warning' : 'Normal'}
                />
                <div className={styles.body}>
                  <ReasonText reason={event.reason} />
                </div>
                <Text color="secondary" className={styles.when}>
                  {event.subject}
                  <br />
                  {event.count > 1 && `${event.count} times, last `}
                  <RelativeTime at={event.lastAt} />
                </Text>
              </li>
            );
          })}
        </ol>
      )}
    </Section>
  );
}
