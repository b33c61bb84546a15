import { AmaltheaClient } from '@amalthea/plugin-amalthea-common';
import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { amaltheaApiRef } from './amaltheaApiRef';

/** The client of the backend plugin, with the reader's token. */
export const amaltheaApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: amaltheaApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new AmaltheaClient({ discoveryApi, fetchApi }),
    }),
});
