import { Skeleton, VisuallyHidden } from '@backstage/ui';
import styles from './LinesSkeleton.module.css';

/** The place of lines that are on their way; `label` says what is being loaded. */
export function LinesSkeleton(props: {
  readonly label: string;
  readonly lines?: number;
  /** Of one line, in pixels. */
  readonly height?: number;
}) {
  const { label, lines = 5, height = 20 } = props;
  return (
    <div className={styles.lines} role="status">
      <VisuallyHidden>{label}</VisuallyHidden>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton
          key={index}
          height={height}
          width={`${90 - ((index * 23) % 40)}%`}
        />
      ))}
    </div>
  );
}
