import type { ServerCondition } from '@amalthea/plugin-amalthea-common';
import { Text } from '@backstage/ui';
import {
  RiCheckLine,
  RiCloseLine,
  RiInformationLine,
  RiQuestionLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { ReasonText, RelativeTime } from '../parts';
import {
  conditionLook,
  withoutRepetition,
  type ConditionLook,
} from './conditionLook';
import styles from './ConditionList.module.css';

const looks: Readonly<
  Record<
    ConditionLook,
    { readonly icon: RemixiconComponentType; readonly word: string }
  >
> = {
  good: { icon: RiCheckLine, word: 'good' },
  notable: { icon: RiInformationLine, word: 'worth knowing' },
  bad: { icon: RiCloseLine, word: 'not good' },
  unknown: { icon: RiQuestionLine, word: 'not known' },
};

/** What the operator says about the server, in words; the API's name beside it. */
export function ConditionList(props: {
  readonly conditions: readonly ServerCondition[];
}) {
  if (props.conditions.length === 0) {
    return null;
  }
  return (
    <ul className={styles.conditions}>
      {withoutRepetition(props.conditions).map(condition => {
        const { icon: Icon, word } = looks[conditionLook(condition)];
        return (
          <li key={condition.type} className={styles.condition}>
            <Icon className={styles.icon} role="img" aria-label={word} />
            <div className={styles.body}>
              <ReasonText reason={condition.reason} />
              <Text color="secondary" variant="body-small">
                {condition.type}
                {condition.lastTransitionTime && (
                  <>
                    , <RelativeTime at={condition.lastTransitionTime} />
                  </>
                )}
              </Text>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
