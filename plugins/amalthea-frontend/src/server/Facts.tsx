import type { ReactNode } from 'react';
import styles from './Facts.module.css';

/** Names and values, side by side; stacked where names may be long. */
export function Facts(props: {
  readonly stacked?: boolean;
  readonly facts: ReadonlyArray<readonly [name: string, value: ReactNode]>;
}) {
  return (
    <dl className={styles.facts} data-stacked={props.stacked || undefined}>
      {props.facts.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
