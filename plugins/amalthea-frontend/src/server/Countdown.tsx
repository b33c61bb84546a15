import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { useNow } from '../clock';
import { formatDuration, formatExactTime } from '../format';
import { nextScheduledChange } from '../words';

/** What happens next by itself, counting down: `Stops in 42 min`. */
export function Countdown(props: {
  readonly server: Pick<ServerSummary, 'phase' | 'schedule'>;
}) {
  const { server } = props;
  const now = useNow(1_000);
  const change = nextScheduledChange(server, now);
  switch (change.kind) {
    case 'stops':
    case 'deleted': {
      const seconds = (change.at.getTime() - now.getTime()) / 1000;
      const verb = change.kind === 'stops' ? 'Stops' : 'Deleted';
      return (
        <time
          role="timer"
          dateTime={change.at.toISOString()}
          title={formatExactTime(change.at)}
        >
          {verb} in {formatDuration(seconds)}
        </time>
      );
    }
    case 'never':
      return <>Never stops by itself</>;
    case 'unknown':
      return <>Stops when nobody uses it</>;
    default:
      return <>Nothing planned</>;
  }
}
