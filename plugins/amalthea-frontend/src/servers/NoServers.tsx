import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Text } from '@backstage/ui';
import { RiAddLine, RiFilterOffLine, RiFlaskLine } from '@remixicon/react';
import { requestRouteRef } from '../routes';
import styles from './NoServers.module.css';
import type { ServerTab } from './serverFilter';

/** A list without rows: what a server is and how to get one, or which filter is in the way. */
export function NoServers(props: {
  readonly tab: ServerTab;
  readonly isNarrowed: boolean;
  /** Whether a cluster does not answer, so that there may be more than is known. */
  readonly isPartial: boolean;
  readonly onClear: () => void;
}) {
  const requestRoute = useRouteRef(requestRouteRef);
  if (props.isNarrowed) {
    return (
      <div className={styles.empty}>
        <RiFilterOffLine className={styles.icon} aria-hidden="true" />
        <Text as="h3" variant="title-x-small">
          No server matches
        </Text>
        <Text as="p" color="secondary" className={styles.text}>
          There are servers here, but none that fits the search and the filters.
        </Text>
        <Button variant="secondary" onPress={props.onClear}>
          Clear filters
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.empty}>
      <RiFlaskLine className={styles.icon} aria-hidden="true" />
      <Text as="h3" variant="title-x-small">
        {title(props)}
      </Text>
      <Text as="p" color="secondary" className={styles.text}>
        A server is a Jupyter notebook of your own on the cluster, with the
        processor, memory and disk you ask for. It stops when nobody uses it and
        keeps your files.
        {props.isPartial &&
          ' A cluster does not answer: there may be servers that are not shown.'}
      </Text>
      <ButtonLink
        href={requestRoute?.() ?? ''}
        variant="primary"
        iconStart={<RiAddLine />}
      >
        New server
      </ButtonLink>
    </div>
  );
}

function title(props: {
  readonly tab: ServerTab;
  readonly isPartial: boolean;
}): string {
  if (props.isPartial) {
    return 'No servers known';
  }
  return props.tab === 'groups'
    ? 'Your groups have no servers'
    : 'No servers yet';
}
