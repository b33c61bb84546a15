import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { Button, Cell } from '@backstage/ui';
import { RiPlayLine } from '@remixicon/react';
import { OpenButton, ServerMenu, useServerActions } from '../../actions';
import styles from './cells.module.css';
import { useStaleSince } from './useStaleSince';

export function ActionsCell(props: { readonly server: ServerSummary }) {
  return (
    <Cell>
      <Content server={props.server} />
    </Cell>
  );
}

function Content({ server }: { readonly server: ServerSummary }) {
  const stale = useStaleSince(server);
  const { request, isPending } = useServerActions();
  return (
    <div className={styles.actions}>
      {server.phase === 'running' && server.url && (
        <OpenButton server={server} variant="secondary" />
      )}
      {server.phase === 'stopped' && server.allowed.resume && !stale && (
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiPlayLine />}
          aria-label={`Start ${server.reference.name}`}
          isPending={isPending(server)}
          onPress={() => request('resume', server)}
        >
          Start
        </Button>
      )}
      <ServerMenu server={server} isDisabled={stale !== undefined} />
    </div>
  );
}
