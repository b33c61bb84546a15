import type { AmaltheaApi } from '@amalthea/plugin-amalthea-common';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { useLocation } from 'react-router-dom';
import { AmaltheaRouter } from '../AmaltheaRouter';
import { amaltheaApiRef } from '../api';
import { ClockProvider } from '../clock';
import { rootRouteRef } from '../routes';

/** When tests happen. */
export const testNow = new Date('2026-11-24T10:00:00Z');

/** Where the pages have gone, as `path?query`; updated as they go. */
export interface RenderedPages {
  readonly location: () => string;
  readonly unmount: () => void;
}

/** Renders the plugin's pages at a path below `/amalthea`, over the given backend. */
export function renderPages(options: {
  readonly api: AmaltheaApi;
  readonly path?: string;
  readonly now?: () => Date;
}): RenderedPages {
  const { api, path = '', now = () => testNow } = options;
  let current = '';
  function LocationProbe() {
    const { pathname, search } = useLocation();
    current = `${pathname}${search}`;
    return null;
  }
  const { unmount } = renderInTestApp(
    <ClockProvider now={now}>
      <LocationProbe />
      <AmaltheaRouter />
    </ClockProvider>,
    {
      apis: [
        [amaltheaApiRef, api],
        [
          identityApiRef,
          mockApis.identity({ userEntityRef: 'user:default/ada' }),
        ],
      ],
      mountPath: '/amalthea/*',
      mountedRoutes: { '/amalthea': rootRouteRef },
      initialRouteEntries: [`/amalthea${path}`],
    },
  );
  return { location: () => current, unmount };
}
