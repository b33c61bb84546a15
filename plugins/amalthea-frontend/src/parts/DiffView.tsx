import { Text } from '@backstage/ui';
import { useMemo } from 'react';
import styles from './DiffView.module.css';
import { diffLines } from './diffLines';

const marks = { same: ' ', added: '+', removed: '-', gap: '⋯' } as const;

/** What has to change to get from one text to another. */
export function DiffView(props: {
  readonly before: string;
  readonly after: string;
  readonly label: string;
  /** Said when there is no difference. */
  readonly equalText: string;
}) {
  const lines = useMemo(
    () => diffLines(props.before, props.after),
    [props.before, props.after],
  );
  if (lines.length === 0) {
    return <Text color="secondary">{props.equalText}</Text>;
  }
  return (
    <pre
      className={styles.diff}
      role="region"
      aria-label={props.label}
      // Long lines scroll, and scrolling needs focus.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {lines.map((line, index) => (
        <span key={index} className={styles.line} data-kind={line.kind}>
          <span className={styles.mark}>{marks[line.kind]}</span>
          {line.kind === 'gap' ? '' : line.text}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}
