import type {
  ServerPhase,
  ServerSummary,
} from '@amalthea/plugin-amalthea-common';
import { phaseWord } from '../words';

/** Whose servers are shown. */
export const serverTabs = ['mine', 'groups', 'all'] as const;
export type ServerTab = (typeof serverTabs)[number];

/** What the list can be sorted by. */
export const sortColumns = [
  'state',
  'name',
  'owner',
  'profile',
  'where',
  'active',
  'stops',
] as const;
export type SortColumn = (typeof sortColumns)[number];

/** Everything that decides which rows are shown, and in which order. Lives in the URL. */
export interface ServerFilter {
  readonly tab: ServerTab;
  readonly search: string;
  /** Empty: any. */
  readonly phases: readonly ServerPhase[];
  readonly clusters: readonly string[];
  readonly profiles: readonly string[];
  readonly sort: {
    readonly column: SortColumn;
    readonly direction: 'ascending' | 'descending';
  };
}

const phaseOrder: readonly ServerPhase[] = [
  'failed',
  'starting',
  'running',
  'stopped',
  'deleting',
];

/** The filter of a URL's query. Whatever it does not understand counts as not said. */
export function parseServerFilter(query: URLSearchParams): ServerFilter {
  const sort = query.get('sort') ?? 'name';
  const descending = sort.startsWith('-');
  const column = sortColumns.find(
    candidate => candidate === sort.replace(/^-/, ''),
  );
  return {
    tab: serverTabs.find(tab => tab === query.get('tab')) ?? 'mine',
    search: query.get('q') ?? '',
    phases: phaseOrder.filter(phase => query.getAll('state').includes(phase)),
    clusters: query.getAll('cluster'),
    profiles: query.getAll('profile'),
    sort: column
      ? { column, direction: descending ? 'descending' : 'ascending' }
      : { column: 'name', direction: 'ascending' },
  };
}

/** The query of a filter, without what is the default, so that URLs stay short. */
export function writeServerFilter(filter: ServerFilter): URLSearchParams {
  const query = new URLSearchParams();
  if (filter.tab !== 'mine') {
    query.set('tab', filter.tab);
  }
  if (filter.search) {
    query.set('q', filter.search);
  }
  filter.phases.forEach(phase => query.append('state', phase));
  filter.clusters.forEach(cluster => query.append('cluster', cluster));
  filter.profiles.forEach(profile => query.append('profile', profile));
  const { column, direction } = filter.sort;
  if (column !== 'name' || direction === 'descending') {
    query.set('sort', direction === 'descending' ? `-${column}` : column);
  }
  return query;
}

/** Whether rows are left out for another reason than the tab. */
export function isNarrowed(filter: ServerFilter): boolean {
  return (
    filter.search !== '' ||
    filter.phases.length > 0 ||
    filter.clusters.length > 0 ||
    filter.profiles.length > 0
  );
}

/** Whether a server belongs in a tab. Mine are also in the groups' tab only when a group owns them. */
export function isInTab(
  server: Pick<ServerSummary, 'ownership'>,
  tab: ServerTab,
): boolean {
  if (tab === 'all') {
    return true;
  }
  return server.ownership === (tab === 'mine' ? 'mine' : 'group');
}

/** The rows that a filter shows, in its order; equal rows by name, so that the order is stable. */
export function filterServers(
  servers: readonly ServerSummary[],
  filter: ServerFilter,
): ServerSummary[] {
  const words = filter.search.toLocaleLowerCase('en-US').split(/\s+/);
  const shown = servers.filter(
    server =>
      isInTab(server, filter.tab) &&
      isOneOf(server.phase, filter.phases) &&
      isOneOf(server.reference.cluster, filter.clusters) &&
      isOneOf(server.profile?.id ?? '', filter.profiles) &&
      words.every(word => searchText(server).includes(word)),
  );
  const sign = filter.sort.direction === 'descending' ? -1 : 1;
  return shown.sort(
    (one, other) =>
      sign * compareBy(filter.sort.column, one, other) ||
      compareText(one.reference.name, other.reference.name) ||
      compareText(one.uid, other.uid),
  );
}

function isOneOf<T>(value: T, choices: readonly T[]): boolean {
  return choices.length === 0 || choices.includes(value);
}

function searchText(server: ServerSummary): string {
  const { name, namespace, cluster } = server.reference;
  return [
    name,
    namespace,
    cluster,
    server.owner,
    server.profile?.title,
    server.image,
    phaseWord(server),
  ]
    .join(' ')
    .toLocaleLowerCase('en-US');
}

function compareBy(
  column: SortColumn,
  one: ServerSummary,
  other: ServerSummary,
): number {
  switch (column) {
    case 'state':
      return phaseOrder.indexOf(one.phase) - phaseOrder.indexOf(other.phase);
    case 'owner':
      return compareText(one.owner ?? '\uffff', other.owner ?? '\uffff');
    case 'profile':
      return compareText(
        one.profile?.title ?? '\uffff',
        other.profile?.title ?? '\uffff',
      );
    case 'where':
      return compareText(whereKey(one), whereKey(other));
    case 'active':
      return activeAt(one) - activeAt(other);
    case 'stops':
      return stopsAt(one) - stopsAt(other);
    default:
      return compareText(one.reference.name, other.reference.name);
  }
}

function whereKey({ reference }: ServerSummary): string {
  return `${reference.cluster} ${reference.namespace}`;
}

function activeAt({ activity }: ServerSummary): number {
  if (activity.active) {
    return Number.MAX_SAFE_INTEGER;
  }
  return activity.idleSince ? Date.parse(activity.idleSince) : 0;
}

function stopsAt({ schedule, phase }: ServerSummary): number {
  const at =
    phase === 'stopped' || phase === 'failed'
      ? schedule.willDeleteAt
      : schedule.willHibernateAt ?? schedule.keepUntil;
  return at ? Date.parse(at) : Number.MAX_SAFE_INTEGER;
}

const collator = new Intl.Collator('en', { numeric: true });

function compareText(one: string, other: string): number {
  return collator.compare(one, other);
}
