import type { ServerDetails } from '@amalthea/plugin-amalthea-common';
import { Button, Text } from '@backstage/ui';
import { useServerActions } from '../actions';
import styles from './PendingChanges.module.css';
import { Section } from './Section';

/** What waits for the next start, and a way to have it now. */
export function PendingChanges(props: { readonly server: ServerDetails }) {
  const { server } = props;
  const { request } = useServerActions();
  if (server.pendingChanges.length === 0) {
    return null;
  }
  return (
    <Section title="Waiting for the next start">
      <ul className={styles.changes}>
        {server.pendingChanges.map(change => (
          <li key={change.path}>
            <code className={styles.path}>{lastPart(change.path)}</code>{' '}
            <Text title={change.path}>
              {show(change.from)} → {show(change.to)}
            </Text>
          </li>
        ))}
      </ul>
      {server.allowed.restart && (
        <div>
          <Button
            size="small"
            variant="secondary"
            onPress={() => request('restart', server)}
          >
            Restart now
          </Button>
        </div>
      )}
    </Section>
  );
}

function lastPart(path: string): string {
  return path.split('/').slice(-2).join('/');
}

function show(value: unknown): string {
  if (value === undefined) {
    return 'nothing';
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
