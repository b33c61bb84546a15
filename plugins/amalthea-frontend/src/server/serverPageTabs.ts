import type { ServerDetails } from '@amalthea/plugin-amalthea-common';
import { AccessTab } from './AccessTab';
import { DefinitionTab } from './DefinitionTab';
import { EventsTab } from './EventsTab';
import { LogsTab } from './LogsTab';
import { OverviewTab } from './OverviewTab';
import { TimelineTab } from './TimelineTab';

/** What every tab gets. */
export interface ServerTabProps {
  readonly server: ServerDetails;
}

/** The tabs in order, by the last part of the URL. */
export const serverPageTabs = {
  overview: { title: 'Overview', component: OverviewTab },
  timeline: { title: 'Timeline', component: TimelineTab },
  logs: { title: 'Logs', component: LogsTab },
  events: { title: 'Events', component: EventsTab },
  definition: { title: 'Definition', component: DefinitionTab },
  access: { title: 'Access', component: AccessTab },
} as const satisfies Record<
  string,
  {
    readonly title: string;
    readonly component: (props: ServerTabProps) => JSX.Element;
  }
>;

export type ServerTabId = keyof typeof serverPageTabs;

/** The tab of a URL; the overview when it names none. */
export function findServerTab(id: string | undefined): ServerTabId {
  return id !== undefined && isTabId(id) ? id : 'overview';
}

function isTabId(id: string): id is ServerTabId {
  return Object.hasOwn(serverPageTabs, id);
}
