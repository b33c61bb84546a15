import { RadioGroup, Radio } from '@backstage/ui';
import styles from './ChoiceCards.module.css';

/** One of few things, each with a sentence. */
export function ChoiceCards(props: {
  readonly label: string;
  readonly description?: string;
  readonly value: string | undefined;
  readonly choices: ReadonlyArray<{
    readonly id: string;
    readonly title: string;
    readonly description?: string;
  }>;
  readonly onChange: (id: string) => void;
}) {
  return (
    <RadioGroup
      label={props.label}
      description={props.description}
      value={props.value ?? null}
      onChange={props.onChange}
      className={styles.group}
    >
      {props.choices.map(choice => (
        <Radio key={choice.id} value={choice.id} className={styles.choice}>
          <span className={styles.words}>
            {choice.title}
            {choice.description && (
              <span className={styles.description}>{choice.description}</span>
            )}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
