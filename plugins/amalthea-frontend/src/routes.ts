import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The list of servers. */
export const rootRouteRef = createRouteRef();

/** The request flow. */
export const requestRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/new',
});

/** One server. */
export const serverRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/servers/:cluster/:namespace/:name',
});
