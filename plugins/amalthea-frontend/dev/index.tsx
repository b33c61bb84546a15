import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import plugin from '../src';
import { amaltheaApiRef } from '../src/api';
import { createFakeApi } from './createFakeApi';

/**
 * The plugin without a backend. The query decides what the fake one is like:
 * `?fake=empty|many|loading|error|partial|nothing` (see createFakeApi).
 */
createDevApp({
  features: [
    plugin,
    createFrontendModule({
      pluginId: 'amalthea',
      extensions: [
        ApiBlueprint.make({
          params: defineParams =>
            defineParams({
              api: amaltheaApiRef,
              deps: {},
              factory: () =>
                createFakeApi(
                  new URLSearchParams(window.location.search).get('fake'),
                ),
            }),
        }),
      ],
    }),
  ],
});
