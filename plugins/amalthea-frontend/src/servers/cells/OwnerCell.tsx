import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { Cell } from '@backstage/ui';
import { OwnerName } from '../../parts';
import styles from './cells.module.css';

export function OwnerCell(props: { readonly server: ServerSummary }) {
  return (
    <Cell>
      <span className={styles.first}>
        <OwnerName owner={props.server.owner} />
      </span>
    </Cell>
  );
}
