import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Cell, Link } from '@backstage/ui';
import { serverRouteRef } from '../../routes';
import styles from './cells.module.css';

export function NameCell(props: { readonly server: ServerSummary }) {
  const { reference, delivery } = props.server;
  const serverRoute = useRouteRef(serverRouteRef);
  return (
    <Cell>
      <span className={styles.first}>
        <Link
          href={serverRoute?.({ ...reference }) ?? ''}
          className={styles.name}
          standalone
          title={reference.name}
        >
          {reference.name}
        </Link>
      </span>
      {delivery !== 'portal' && (
        <span className={styles.second}>
          {delivery === 'gitops' ? 'from Git' : 'made in the cluster'}
        </span>
      )}
    </Cell>
  );
}
