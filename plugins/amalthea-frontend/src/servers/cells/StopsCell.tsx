import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { Cell, Text } from '@backstage/ui';
import { useNow } from '../../clock';
import { formatDuration } from '../../format';
import { nextScheduledChange, scheduleSentence } from '../../words';
import styles from './cells.module.css';
import { useStaleSince } from './useStaleSince';

/** Below this the countdown is worth a look. */
const SOON_SECONDS = 10 * 60;

export function StopsCell(props: { readonly server: ServerSummary }) {
  return (
    <Cell>
      <Content server={props.server} />
    </Cell>
  );
}

function Content({ server }: { readonly server: ServerSummary }) {
  const now = useNow();
  const stale = useStaleSince(server);
  const change = nextScheduledChange(server, now);
  const title = scheduleSentence(server, now);
  if (stale) {
    return <Text color="secondary">Not known</Text>;
  }
  switch (change.kind) {
    case 'stops':
    case 'deleted': {
      const seconds = (change.at.getTime() - now.getTime()) / 1000;
      return (
        <>
          <span
            title={title}
            className={seconds < SOON_SECONDS ? styles.soon : undefined}
          >
            {formatDuration(seconds)}
          </span>
          {change.kind === 'deleted' && (
            <span className={styles.second}>then deleted</span>
          )}
          {change.kind === 'stops' && change.kept && (
            <span className={styles.second}>kept</span>
          )}
        </>
      );
    }
    case 'never':
      return <Text title={title}>Never</Text>;
    case 'unknown':
      return (
        <Text title={title} color="secondary">
          When idle
        </Text>
      );
    default:
      return <Text color="secondary">–</Text>;
  }
}
