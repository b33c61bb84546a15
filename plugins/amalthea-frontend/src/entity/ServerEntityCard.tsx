import type { ServerReference } from '@amalthea/plugin-amalthea-common';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Link,
  Text,
} from '@backstage/ui';
import { useCallback } from 'react';
import { OpenButton } from '../actions';
import { amaltheaApiRef } from '../api';
import { useNow } from '../clock';
import { useLoaded } from '../live';
import { LinesSkeleton, Problem, ReasonText, StateBadge } from '../parts';
import { serverRouteRef } from '../routes';
import {
  computeWords,
  diskWords,
  scheduleSentence,
  stopSentence,
} from '../words';
import { parseServerAnnotation, SERVER_ANNOTATION } from './serverAnnotation';
import styles from './ServerEntityCard.module.css';

/** The server of a catalog entity: its state, what happens next, and the way in. */
export function ServerEntityCard() {
  const { entity } = useEntity();
  const annotation = entity.metadata.annotations?.[SERVER_ANNOTATION];
  const reference = parseServerAnnotation(annotation);
  return (
    <Card>
      <CardHeader>
        <Text as="h3" variant="title-x-small">
          Jupyter server
        </Text>
      </CardHeader>
      {reference ? (
        <ServerContent reference={reference} />
      ) : (
        <CardBody>
          <Text as="p" color="secondary">
            The annotation {SERVER_ANNOTATION} of this entity does not name a
            server. It has the form cluster/namespace/name.
          </Text>
        </CardBody>
      )}
    </Card>
  );
}

function ServerContent(props: { readonly reference: ServerReference }) {
  const { cluster, namespace, name } = props.reference;
  const api = useApi(amaltheaApiRef);
  const serverRoute = useRouteRef(serverRouteRef);
  const now = useNow();
  const load = useCallback(
    () => api.getServer({ cluster, namespace, name }),
    [api, cluster, namespace, name],
  );
  const loaded = useLoaded(load, { everyMilliseconds: 15_000 });
  if (loaded.status === 'loading') {
    return (
      <CardBody>
        <LinesSkeleton label={`Loading ${name}`} lines={3} />
      </CardBody>
    );
  }
  if (loaded.status === 'failed') {
    return (
      <CardBody>
        <Problem
          title={`${name} could not be loaded`}
          error={loaded.error}
          onRetry={loaded.reload}
        />
      </CardBody>
    );
  }
  const server = loaded.value;
  return (
    <>
      <CardBody>
        <div className={styles.body}>
          <div>
            <StateBadge server={server} />
          </div>
          {server.reason && server.phase !== 'running' && (
            <ReasonText reason={server.reason} />
          )}
          <Text as="p">
            {stopSentence(server, now) ?? scheduleSentence(server, now)}
          </Text>
          <Text as="p" color="secondary">
            {computeWords(server.resources)} · {diskWords(server.resources)}
          </Text>
        </div>
      </CardBody>
      <CardFooter>
        <div className={styles.footer}>
          {server.phase === 'running' && <OpenButton server={server} />}
          <Link href={serverRoute?.({ ...server.reference }) ?? ''} standalone>
            Details
          </Link>
        </div>
      </CardFooter>
    </>
  );
}
