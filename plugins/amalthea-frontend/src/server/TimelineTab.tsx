import type { ServerDetails } from '@amalthea/plugin-amalthea-common';
import { Text } from '@backstage/ui';
import {
  LinesSkeleton,
  Problem,
  ReasonText,
  RelativeTime,
  StepList,
} from '../parts';
import { Section } from './Section';
import styles from './TimelineTab.module.css';
import { useTimeline } from './useTimeline';

/** How the current start went, and what happened before. */
export function TimelineTab(props: { readonly server: ServerDetails }) {
  const { server } = props;
  const timeline = useTimeline(server);
  if (timeline.status === 'loading') {
    return <LinesSkeleton label="Loading the timeline" lines={7} height={32} />;
  }
  if (timeline.status === 'failed') {
    return (
      <Problem
        title="The timeline could not be loaded"
        error={timeline.error}
        onRetry={timeline.reload}
      />
    );
  }
  const { steps, happenings } = timeline.value;
  return (
    <div className={styles.columns}>
      {steps.length > 0 && (
        <Section
          title={server.phase === 'starting' ? 'Starting' : 'The last start'}
        >
          <StepList steps={steps} />
        </Section>
      )}
      <Section title="What happened">
        {happenings.length === 0 ? (
          <Text color="secondary">Nothing yet.</Text>
        ) : (
          <ol className={styles.happenings}>
            {happenings.map(happening => (
              <li key={`${happening.at} ${happening.title}`}>
                <div className={styles.head}>
                  <Text
                    weight={
                      happening.severity === 'warning' ? 'bold' : 'regular'
                    }
                  >
                    {happening.severity === 'warning' && 'Warning: '}
                    {happening.title}
                  </Text>
                  <Text color="secondary">
                    <RelativeTime at={happening.at} />
                  </Text>
                </div>
                {happening.reason && (
                  <ReasonText
                    reason={happening.reason}
                    below={happening.title}
                  />
                )}
              </li>
            ))}
          </ol>
        )}
      </Section>
    </div>
  );
}
