import type { ServerTimeline } from '@amalthea/plugin-amalthea-common';
import { Text } from '@backstage/ui';
import {
  RiCheckboxCircleFill,
  RiCircleLine,
  RiErrorWarningFill,
  RiIndeterminateCircleLine,
  RiLoader4Line,
  type RemixiconComponentType,
} from '@remixicon/react';
import { useNow } from '../clock';
import { formatDuration } from '../format';
import { ReasonText } from './ReasonText';
import { RelativeTime } from './RelativeTime';
import styles from './StepList.module.css';

type Step = ServerTimeline['steps'][number];

const looks: Readonly<
  Record<
    Step['state'],
    { readonly icon: RemixiconComponentType; readonly word: string }
  >
> = {
  done: { icon: RiCheckboxCircleFill, word: 'done' },
  active: { icon: RiLoader4Line, word: 'under way' },
  waiting: { icon: RiCircleLine, word: 'not yet' },
  failed: { icon: RiErrorWarningFill, word: 'failed' },
  skipped: { icon: RiIndeterminateCircleLine, word: 'not needed' },
};

/** The steps of a start as a vertical line: each with its time and, when slow, what it waits for. */
export function StepList(props: { readonly steps: readonly Step[] }) {
  return (
    <ol className={styles.steps} aria-label="Steps of the start">
      {props.steps.map((step, index) => (
        <StepItem key={step.step} step={step} before={props.steps[index - 1]} />
      ))}
    </ol>
  );
}

function StepItem(props: {
  readonly step: Step;
  readonly before: Step | undefined;
}) {
  const { step, before } = props;
  const { icon: Icon, word } = looks[step.state];
  return (
    <li
      className={styles.step}
      data-state={step.state}
      aria-current={step.state === 'active' ? 'step' : undefined}
    >
      <Icon className={styles.icon} role="img" aria-label={word} />
      <div className={styles.body}>
        <div className={styles.head}>
          <Text
            weight={step.state === 'active' ? 'bold' : 'regular'}
            color={
              step.state === 'waiting' || step.state === 'skipped'
                ? 'secondary'
                : 'primary'
            }
          >
            {step.title}
          </Text>
          <StepTime step={step} before={before} />
        </div>
        {step.reason && step.state !== 'done' && (
          <ReasonText reason={step.reason} />
        )}
      </div>
    </li>
  );
}

function StepTime(props: {
  readonly step: Step;
  readonly before: Step | undefined;
}) {
  const { step, before } = props;
  const now = useNow(1_000);
  if (!step.at) {
    return null;
  }
  if (step.state === 'active') {
    const seconds = (now.getTime() - new Date(step.at).getTime()) / 1000;
    return <Text color="secondary">for {formatDuration(seconds)}</Text>;
  }
  const tookSeconds =
    before?.at === undefined
      ? 0
      : (new Date(step.at).getTime() - new Date(before.at).getTime()) / 1000;
  return (
    <Text color="secondary">
      {step.state === 'done' && tookSeconds >= 1 && (
        <>took {formatDuration(tookSeconds)}, </>
      )}
      <RelativeTime at={step.at} />
    </Text>
  );
}
