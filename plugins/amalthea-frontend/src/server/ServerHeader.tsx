import type { ServerDetails } from '@amalthea/plugin-amalthea-common';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, Header } from '@backstage/ui';
import { RiEqualizerLine, RiPlayLine, RiTimerLine } from '@remixicon/react';
import { useState } from 'react';
import { OpenButton, ServerMenu, useServerActions } from '../actions';
import { ChangeServerDialog } from '../change';
import { useNow } from '../clock';
import { staleSince, useLiveServers } from '../live';
import { OwnerName, StateBadge } from '../parts';
import { serverRouteRef } from '../routes';
import { nextScheduledChange } from '../words';
import { Countdown } from './Countdown';
import styles from './ServerHeader.module.css';
import { ServerNotices } from './ServerNotices';
import { serverPageTabs, type ServerTabId } from './serverPageTabs';

/** Name, state, what happens next, and everything that can be done. */
export function ServerHeader(props: {
  readonly server: ServerDetails;
  readonly tab: ServerTabId;
}) {
  const { server, tab } = props;
  const serverRoute = useRouteRef(serverRouteRef);
  const { request, isPending } = useServerActions();
  const { directory } = useLiveServers();
  const now = useNow();
  const base = serverRoute?.({ ...server.reference }) ?? '';
  const stale = directory && staleSince(server, directory);
  const { cluster, namespace } = server.reference;
  const health = directory?.clusters.get(cluster);
  const clusterTitle = health?.title ?? cluster;
  const canKeep =
    server.allowed.keep && nextScheduledChange(server, now).kind === 'stops';
  const busy = isPending(server);
  const [isChanging, setChanging] = useState(false);
  return (
    <>
      <div className={styles.header}>
        <Header
          title={server.reference.name}
          customActions={
            <>
              {server.phase === 'stopped' && server.allowed.resume && (
                <Button
                  variant="primary"
                  iconStart={<RiPlayLine />}
                  isPending={busy}
                  isDisabled={stale !== undefined}
                  onPress={() => request('resume', server)}
                >
                  Start
                </Button>
              )}
              {canKeep && (
                <Button
                  variant="secondary"
                  iconStart={<RiTimerLine />}
                  isPending={busy}
                  isDisabled={stale !== undefined}
                  onPress={() => request('keep', server)}
                >
                  Keep 1 h more
                </Button>
              )}
              {server.allowed.update && server.profile && (
                <Button
                  variant="secondary"
                  iconStart={<RiEqualizerLine />}
                  isDisabled={stale !== undefined}
                  onPress={() => setChanging(true)}
                >
                  Change
                </Button>
              )}
              {server.phase === 'running' && <OpenButton server={server} />}
              <ServerMenu server={server} isDisabled={stale !== undefined} />
            </>
          }
          metadata={[
            { label: 'State', value: <StateBadge server={server} /> },
            { label: 'Next', value: <Countdown server={server} /> },
            { label: 'Owner', value: <OwnerName owner={server.owner} /> },
            { label: 'Where', value: `${clusterTitle}, ${namespace}` },
          ]}
          activeTabId={tab}
          tabs={Object.entries(serverPageTabs).map(([id, { title }]) => ({
            id,
            label: title,
            href: id === 'overview' ? base : `${base}/${id}`,
          }))}
        />
      </div>
      {isChanging && (
        <ChangeServerDialog
          server={server}
          onClose={() => setChanging(false)}
        />
      )}
      <div className={styles.notices}>
        <ServerNotices server={server} staleSince={stale} cluster={health} />
      </div>
    </>
  );
}
