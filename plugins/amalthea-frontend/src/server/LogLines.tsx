import type { ServerLogs } from '@amalthea/plugin-amalthea-common';
import { Text } from '@backstage/ui';
import { useEffect, useRef } from 'react';
import { formatExactTime } from '../format';
import styles from './LogsTab.module.css';
import { terminalText } from './terminalText';

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** Log lines, newest at the bottom; stays there while `follow`, unless the reader scrolled up. */
export function LogLines(props: {
  readonly logs: ServerLogs;
  readonly follow: boolean;
}) {
  const { logs, follow } = props;
  const box = useRef<HTMLPreElement>(null);
  const atBottom = useRef(true);
  useEffect(() => {
    if (follow && atBottom.current && box.current) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [follow, logs]);
  return (
    <>
      {logs.truncated && (
        <Text color="secondary">
          The newest {logs.lines.length} lines; older ones are left out.
        </Text>
      )}
      <pre
        ref={box}
        className={styles.lines}
        role="log"
        aria-label={`Logs of ${logs.container ?? 'the server'}`}
        aria-live="off"
        // It scrolls, and scrolling needs focus.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onScroll={({ currentTarget }) => {
          const { scrollTop, scrollHeight, clientHeight } = currentTarget;
          atBottom.current = scrollHeight - scrollTop - clientHeight < 24;
        }}
      >
        {logs.lines.map((line, index) => (
          <span key={index}>
            {line.at && (
              <time
                className={styles.at}
                dateTime={line.at}
                title={formatExactTime(new Date(line.at))}
              >
                {clock.format(new Date(line.at))}{' '}
              </time>
            )}
            {terminalText(line.text)}
            {'\n'}
          </span>
        ))}
      </pre>
    </>
  );
}
