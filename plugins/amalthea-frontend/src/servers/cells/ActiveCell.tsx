import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { Cell, Text } from '@backstage/ui';
import { useNow } from '../../clock';
import { RelativeTime } from '../../parts';
import { activitySentence } from '../../words';

export function ActiveCell(props: { readonly server: ServerSummary }) {
  return (
    <Cell>
      <Content server={props.server} />
    </Cell>
  );
}

function Content({ server }: { readonly server: ServerSummary }) {
  const now = useNow();
  const { activity, phase, schedule } = server;
  if (phase === 'running' && activity.active) {
    return <Text title={activitySentence(activity, now)}>Now</Text>;
  }
  const at = activity.idleSince ?? schedule.hibernatedSince;
  return at ? (
    <Text>
      <RelativeTime at={at} />
    </Text>
  ) : (
    <Text color="secondary">Not known</Text>
  );
}
