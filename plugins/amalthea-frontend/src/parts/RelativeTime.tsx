import { useNow } from '../clock';
import { formatExactTime, formatRelativeTime } from '../format';

/** A moment as its distance from now; the exact time on hover. */
export function RelativeTime(props: {
  /** RFC 3339. */
  readonly at: string;
  /** How often the words are renewed. */
  readonly everyMilliseconds?: number;
}) {
  const now = useNow(props.everyMilliseconds);
  const moment = new Date(props.at);
  return (
    <time dateTime={props.at} title={formatExactTime(moment)}>
      {formatRelativeTime(moment, now)}
    </time>
  );
}
