import type { ServerCondition } from '@amalthea/plugin-amalthea-common';
import { Text } from '@backstage/ui';
import {
  RiCheckLine,
  RiCloseLine,
  RiQuestionLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { ReasonText, RelativeTime } from '../parts';
import styles from './ConditionList.module.css';

const looks: Readonly<
  Record<
    ServerCondition['status'],
    { readonly icon: RemixiconComponentType; readonly word: string }
  >
> = {
  True: { icon: RiCheckLine, word: 'yes' },
  False: { icon: RiCloseLine, word: 'no' },
  Unknown: { icon: RiQuestionLine, word: 'not known' },
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
      {props.conditions.map(condition => {
        const { icon: Icon, word } = looks[condition.status];
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
