import { Text } from '@backstage/ui';
import styles from './Meter.module.css';

/** What {@link Meter} shows. */
export interface MeterProps {
  readonly label: string;
  /** All three in the same unit. */
  readonly used: number;
  readonly limit: number;
  /** What is used after the change that is under way; drawn behind `used`. */
  readonly after?: number;
  readonly format: (amount: number) => string;
}

/** How much of a limit is used, as a bar and in words; and, for a request, how much after it. */
export function Meter(props: MeterProps) {
  const { label, used, limit, after, format } = props;
  const end = after ?? used;
  const level = fillLevel(end, limit);
  const words =
    after === undefined
      ? `${format(used)} of ${format(limit)}`
      : `${format(used)} → ${format(after)} of ${format(limit)}`;
  return (
    <div className={styles.meter}>
      <div className={styles.head}>
        <Text>{label}</Text>
        <Text color={level === 'over' ? 'danger' : 'secondary'}>
          {words}
          {level === 'over' && ', too much'}
        </Text>
      </div>
      <div
        className={styles.track}
        data-level={level}
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuenow={Math.min(end, limit)}
        aria-valuetext={words}
      >
        {after !== undefined && (
          <div
            className={styles.after}
            style={{ width: share(after, limit) }}
          />
        )}
        <div className={styles.used} style={{ width: share(used, limit) }} />
      </div>
    </div>
  );
}

function share(amount: number, limit: number): string {
  return limit > 0 ? `${Math.min(100, (100 * amount) / limit)}%` : '0%';
}

function fillLevel(amount: number, limit: number): 'calm' | 'high' | 'over' {
  if (amount > limit) {
    return 'over';
  }
  return limit > 0 && amount / limit >= 0.9 ? 'high' : 'calm';
}
