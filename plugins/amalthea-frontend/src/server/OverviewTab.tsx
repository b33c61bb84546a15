import type { ServerDetails } from '@amalthea/plugin-amalthea-common';
import { Link, Text } from '@backstage/ui';
import { useNow } from '../clock';
import { RelativeTime } from '../parts';
import {
  computeWords,
  diskWords,
  phaseMeaning,
  scheduleSentence,
  stopSentence,
} from '../words';
import { ConditionList } from './ConditionList';
import { Facts } from './Facts';
import styles from './OverviewTab.module.css';
import { PendingChanges } from './PendingChanges';
import { Section } from './Section';
import { UsageMeters } from './UsageMeters';

/** What the server is, how it is, and what it uses. */
export function OverviewTab(props: { readonly server: ServerDetails }) {
  const { server } = props;
  const now = useNow();
  const schedule = scheduleSentence(server, now);
  const stopped = stopSentence(server, now);
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <Section title="Health">
          <Text as="p">
            {stopped ?? phaseMeaning({ ...server, state: undefined })}
          </Text>
          {schedule && <Text as="p">{schedule}</Text>}
          <ConditionList conditions={server.conditions} />
        </Section>
        <PendingChanges server={server} />
        <Section title="Usage">
          <UsageMeters server={server} />
        </Section>
      </div>
      <div className={styles.column}>
        <Section title="What it is">
          <Facts
            facts={[
              ['Profile', server.profile?.title ?? 'None'],
              ['Image', <code className={styles.code}>{server.image}</code>],
              ['Size', computeWords(server.resources)],
              ['Disk', diskWords(server.resources)],
              [
                'Address',
                server.url ? (
                  <Link href={server.url} target="_blank" rel="noopener">
                    {server.url}
                  </Link>
                ) : (
                  'Not published yet'
                ),
              ],
              ['Created', <RelativeTime at={server.createdAt} />],
              ...(server.pod?.node ? [['Node', server.pod.node] as const] : []),
            ]}
          />
        </Section>
        <EnvironmentSection environment={server.environment} />
      </div>
    </div>
  );
}

function EnvironmentSection(props: {
  readonly environment: ServerDetails['environment'];
}) {
  const variables = Object.entries(props.environment);
  if (variables.length === 0) {
    return null;
  }
  return (
    <Section title="Variables">
      <Facts
        stacked
        facts={variables.map(([name, value]) => [
          name,
          <code className={styles.code}>{value}</code>,
        ])}
      />
    </Section>
  );
}
