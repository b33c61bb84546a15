import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  ButtonLink,
  Header,
  Tab,
  TabList,
  TabPanel,
  Tabs,
} from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { useMemo } from 'react';
import { useLiveServers } from '../live';
import { Problem } from '../parts';
import { requestRouteRef } from '../routes';
import { ConnectionBanners } from './ConnectionBanners';
import { FilterBar } from './FilterBar';
import { NoServers } from './NoServers';
import {
  filterServers,
  isInTab,
  isNarrowed,
  serverTabs,
  type ServerTab,
} from './serverFilter';
import styles from './ServersPage.module.css';
import { ServersTable } from './ServersTable';
import { useServerFilter } from './useServerFilter';

const tabTitles: Readonly<Record<ServerTab, string>> = {
  mine: 'Mine',
  groups: 'My groups',
  all: 'All',
};

/** The list of servers: live, filtered by the URL, with the clusters that do not answer marked. */
export function ServersPage() {
  const { directory, connection, reconnect } = useLiveServers();
  const [filter, changeFilter] = useServerFilter();
  const requestRoute = useRouteRef(requestRouteRef);
  const servers = useMemo(
    () => directory && [...directory.servers.values()],
    [directory],
  );
  const rows = useMemo(
    () => servers && filterServers(servers, filter),
    [servers, filter],
  );

  // An empty list of a portal that has just started says nothing yet.
  const isEarly = [...(directory?.clusters.values() ?? [])].some(
    ({ state }) => state === 'connecting',
  );
  const isPartial = [...(directory?.clusters.values() ?? [])].some(
    ({ state }) => state === 'unreachable',
  );
  const neverArrived = !directory && connection.state === 'broken';
  return (
    <main className={styles.page}>
      <Header
        title="Servers"
        customActions={
          <ButtonLink
            href={requestRoute?.() ?? ''}
            variant="primary"
            iconStart={<RiAddLine />}
          >
            New server
          </ButtonLink>
        }
      />
      <div className={styles.content}>
        {neverArrived ? (
          <Problem
            title="The servers could not be loaded"
            error={connection.error}
            onRetry={reconnect}
          />
        ) : (
          <>
            <ConnectionBanners />
            <Tabs
              className={styles.tabs}
              selectedKey={filter.tab}
              onSelectionChange={key => {
                const tab = serverTabs.find(candidate => candidate === key);
                if (tab) {
                  changeFilter({ tab });
                }
              }}
            >
              <TabList aria-label="Whose servers" className={styles.tabList}>
                {serverTabs.map(tab => (
                  <Tab key={tab} id={tab}>
                    {tabTitles[tab]}
                    {servers &&
                      ` (${
                        servers.filter(server => isInTab(server, tab)).length
                      })`}
                  </Tab>
                ))}
              </TabList>
              {serverTabs.map(tab => (
                <TabPanel key={tab} id={tab} className={styles.panel}>
                  {(servers?.length !== 0 || isEarly) && (
                    <FilterBar
                      filter={filter}
                      onChange={changeFilter}
                      directory={directory}
                      shown={rows?.length}
                    />
                  )}
                  {rows?.length === 0 && !isEarly ? (
                    <NoServers
                      tab={filter.tab}
                      isNarrowed={isNarrowed(filter)}
                      isPartial={isPartial}
                      onClear={() =>
                        changeFilter({
                          search: '',
                          phases: [],
                          clusters: [],
                          profiles: [],
                        })
                      }
                    />
                  ) : (
                    <ServersTable
                      rows={isEarly && rows?.length === 0 ? undefined : rows}
                      sort={filter.sort}
                      onSort={sort => changeFilter({ sort })}
                    />
                  )}
                </TabPanel>
              ))}
            </Tabs>
          </>
        )}
      </div>
    </main>
  );
}
