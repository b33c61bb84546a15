import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { Box, Table, type ColumnConfig } from '@backstage/ui';
import { useMemo, useRef } from 'react';
import {
  ActionsCell,
  ActiveCell,
  NameCell,
  OwnerCell,
  ProfileCell,
  ResourcesCell,
  StateCell,
  StopsCell,
  WhereCell,
} from './cells';
import { fitColumns } from './fitColumns';
import { sortColumns, type ServerFilter } from './serverFilter';
import styles from './ServersTable.module.css';
import { useElementWidth } from './useElementWidth';

interface ServerRow {
  readonly id: string;
  readonly server: ServerSummary;
}

/** From this many rows on only those in view are rendered. */
const VIRTUAL_FROM_ROWS = 60;

const columns: readonly ColumnConfig<ServerRow>[] = [
  {
    id: 'state',
    label: 'State',
    isSortable: true,
    defaultWidth: 182,
    minWidth: 132,
    cell: ({ server }) => <StateCell server={server} />,
  },
  {
    id: 'name',
    label: 'Name',
    isSortable: true,
    isRowHeader: true,
    defaultWidth: '2fr',
    minWidth: 120,
    cell: ({ server }) => <NameCell server={server} />,
  },
  {
    id: 'owner',
    label: 'Owner',
    isSortable: true,
    defaultWidth: '1fr',
    minWidth: 100,
    cell: ({ server }) => <OwnerCell server={server} />,
  },
  {
    id: 'profile',
    label: 'Profile',
    isSortable: true,
    defaultWidth: '1fr',
    minWidth: 100,
    cell: ({ server }) => <ProfileCell server={server} />,
  },
  {
    id: 'where',
    label: 'Where',
    isSortable: true,
    defaultWidth: '1fr',
    minWidth: 122,
    cell: ({ server }) => <WhereCell server={server} />,
  },
  {
    id: 'resources',
    label: 'Resources',
    defaultWidth: 162,
    minWidth: 140,
    cell: ({ server }) => <ResourcesCell server={server} />,
  },
  {
    id: 'active',
    label: 'Last active',
    isSortable: true,
    defaultWidth: 138,
    minWidth: 138,
    cell: ({ server }) => <ActiveCell server={server} />,
  },
  {
    id: 'stops',
    label: 'Stops in',
    isSortable: true,
    defaultWidth: 112,
    minWidth: 104,
    cell: ({ server }) => <StopsCell server={server} />,
  },
  {
    id: 'actions',
    label: 'Actions',
    defaultWidth: 136,
    minWidth: 136,
    cell: ({ server }) => <ActionsCell server={server} />,
  },
];

/** The rows of the list. Undefined rows are on their way and keep their place. */
export function ServersTable(props: {
  readonly rows: readonly ServerSummary[] | undefined;
  readonly sort: ServerFilter['sort'];
  readonly onSort: (sort: ServerFilter['sort']) => void;
}) {
  const { rows, sort, onSort } = props;
  const data = useServerRows(rows);
  const box = useRef<HTMLDivElement>(null);
  const width = useElementWidth(box);
  const fitting = useMemo(() => fitColumns(columns, width), [width]);
  return (
    <Box bg="neutral" className={styles.box} ref={box}>
      <Table
        className={styles.table}
        columnConfig={fitting}
        data={data}
        isPending={data === undefined}
        pagination={{ type: 'none' }}
        virtualized={
          (rows?.length ?? 0) >= VIRTUAL_FROM_ROWS ? { rowHeight: 61 } : false
        }
        sort={{
          descriptor: { column: sort.column, direction: sort.direction },
          onSortChange: ({ column, direction }) => {
            const known = sortColumns.find(candidate => candidate === column);
            if (known) {
              onSort({ column: known, direction });
            }
          },
        }}
      />
    </Box>
  );
}

const rowOfServer = new WeakMap<ServerSummary, ServerRow>();

/** The same row for the same server, so that the table renders only what changed. */
function useServerRows(
  rows: readonly ServerSummary[] | undefined,
): ServerRow[] | undefined {
  return useMemo(
    () =>
      rows?.map(server => {
        const known = rowOfServer.get(server);
        if (known) {
          return known;
        }
        const row = { id: server.uid, server };
        rowOfServer.set(server, row);
        return row;
      }),
    [rows],
  );
}
