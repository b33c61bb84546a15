import type { ServerReason } from '@amalthea/plugin-amalthea-common';
import { Text } from '@backstage/ui';
import styles from './ReasonText.module.css';

/** Why something is as it is, what to do, and one click below what the cluster said. */
export function ReasonText(props: { readonly reason: ServerReason }) {
  const { reason } = props;
  return (
    <div>
      <Text as="p" className={styles.sentence}>
        {reason.sentence}
        {reason.hint && <span className={styles.hint}> {reason.hint}</span>}
      </Text>
      {reason.message && (
        <details className={styles.details}>
          <summary>What the cluster said</summary>
          <pre className={styles.message}>
            {reason.code}: {reason.message}
          </pre>
        </details>
      )}
    </div>
  );
}
