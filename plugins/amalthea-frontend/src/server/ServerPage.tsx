import {
  AmaltheaRequestError,
  type ServerReference,
} from '@amalthea/plugin-amalthea-common';
import { BreadcrumbEntry, useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Header, Text } from '@backstage/ui';
import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { LinesSkeleton, Problem } from '../parts';
import { rootRouteRef, serverRouteRef } from '../routes';
import { ServerHeader } from './ServerHeader';
import styles from './ServerPage.module.css';
import { findServerTab, serverPageTabs } from './serverPageTabs';
import { useServer } from './useServer';

/** The page of one server. */
export function ServerPage() {
  const { cluster = '', namespace = '', name = '', tab } = useParams();
  const reference = useMemo(
    () => ({ cluster, namespace, name }),
    [cluster, namespace, name],
  );
  const serverRoute = useRouteRef(serverRouteRef);
  return (
    <BreadcrumbEntry
      entry={{ label: name, href: serverRoute?.(reference) ?? '' }}
    >
      {/* Another server is another page: nothing of the first may stay. */}
      <Content
        key={`${cluster}/${namespace}/${name}`}
        reference={reference}
        tab={tab}
      />
    </BreadcrumbEntry>
  );
}

function Content(props: {
  readonly reference: ServerReference;
  readonly tab: string | undefined;
}) {
  const { reference } = props;
  const loaded = useServer(reference);
  const rootRoute = useRouteRef(rootRouteRef);
  const backToList = (
    <ButtonLink href={rootRoute?.() ?? ''} variant="secondary">
      To the list of servers
    </ButtonLink>
  );

  if (loaded.status === 'loaded') {
    const { server } = loaded;
    const tab = findServerTab(props.tab);
    const Tab = serverPageTabs[tab].component;
    return (
      <main>
        <ServerHeader server={server} tab={tab} />
        <div className={styles.content}>
          <Tab server={server} />
        </div>
      </main>
    );
  }
  const missing =
    loaded.status === 'gone' ||
    (loaded.status === 'failed' &&
      loaded.error instanceof AmaltheaRequestError &&
      loaded.error.statusCode === 404);
  return (
    <main>
      <Header title={reference.name} />
      <div className={styles.content}>
        {loaded.status === 'loading' && (
          <LinesSkeleton label={`Loading ${reference.name}`} lines={8} />
        )}
        {missing && (
          <div className={styles.missing}>
            <Text as="p">
              {loaded.status === 'gone'
                ? `${reference.name} was deleted.`
                : `There is no server named ${reference.name} here, or you may not see it.`}
            </Text>
            {backToList}
          </div>
        )}
        {loaded.status === 'failed' && !missing && (
          <Problem
            title={`${reference.name} could not be loaded`}
            error={loaded.error}
            onRetry={loaded.reload}
          />
        )}
      </div>
    </main>
  );
}
