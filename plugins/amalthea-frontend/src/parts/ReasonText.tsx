import type { ServerReason } from '@amalthea/plugin-amalthea-common';
import { Text } from '@backstage/ui';
import styles from './ReasonText.module.css';

/** Why something is as it is, what to do, and one click below what the cluster said. */
export function ReasonText(props: {
  readonly reason: ServerReason;
  /** What stands above already, and is not said twice. */
  readonly below?: string;
}) {
  const { reason, below } = props;
  const isSaid = reason.sentence === below;
  return (
    <div>
      {(!isSaid || reason.hint) && (
        <Text as="p" className={styles.sentence}>
          {!isSaid && reason.sentence}
          {reason.hint && <span className={styles.hint}> {reason.hint}</span>}
        </Text>
      )}
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
