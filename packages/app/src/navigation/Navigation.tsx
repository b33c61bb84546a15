import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import type {
  NavContentComponentProps,
  NavContentNavItem,
} from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { RiMenuLine, RiSearchLine, RiSettings3Line } from '@remixicon/react';
import { SidebarLogo } from './SidebarLogo';

function Item({ href, icon, title }: NavContentNavItem) {
  return <SidebarItem to={href} icon={() => icon} text={title} />;
}

/**
 * The side bar: servers first, because that is what people come for, then whatever the other
 * plugins bring, and the reader's own things at the bottom.
 */
export function Navigation({ navItems }: NavContentComponentProps) {
  const items = navItems.withComponent(Item);
  const servers = items.take('page:amalthea');
  const catalog = items.take('page:catalog');
  const scaffolder = items.take('page:scaffolder');
  // These have their own places below.
  items.take('page:search');
  items.take('page:notifications');
  items.take('page:user-settings');

  return (
    <Sidebar>
      <SidebarLogo />
      <SidebarGroup label="Search" icon={<RiSearchLine />} to="/search">
        <SidebarSearchModal />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup label="Menu" icon={<RiMenuLine />}>
        {servers}
        {catalog}
        {scaffolder}
        <SidebarDivider />
        <SidebarScrollWrapper>
          {items.rest({ sortBy: 'title' })}
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <SidebarGroup
        label="Settings"
        icon={<RiSettings3Line />}
        to="/settings"
        priority={1}
      >
        <NotificationsSidebarItem />
        <SidebarItem
          icon={() => <RiSettings3Line />}
          to="/settings"
          text="Settings"
        />
      </SidebarGroup>
    </Sidebar>
  );
}
