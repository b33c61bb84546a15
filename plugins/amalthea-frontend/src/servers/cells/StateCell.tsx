import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { Cell } from '@backstage/ui';
import { RelativeTime, StateBadge } from '../../parts';
import styles from './cells.module.css';
import { useStaleSince } from './useStaleSince';

export function StateCell(props: { readonly server: ServerSummary }) {
  return (
    <Cell>
      <Content server={props.server} />
    </Cell>
  );
}

function Content({ server }: { readonly server: ServerSummary }) {
  const stale = useStaleSince(server);
  return (
    <>
      <span className={stale ? styles.stale : styles.state}>
        <StateBadge server={server} />
      </span>
      {stale && (
        <span className={styles.second}>
          last known <RelativeTime at={stale} />
        </span>
      )}
      {!stale && server.reason && (
        <span className={styles.second} title={server.reason.sentence}>
          {server.reason.sentence}
        </span>
      )}
    </>
  );
}
