import type { AmaltheaApi } from '@amalthea/plugin-amalthea-common';
import { createApiRef } from '@backstage/frontend-plugin-api';

/**
 * The portal backend. Replace it to bring servers from elsewhere.
 */
export const amaltheaApiRef = createApiRef<AmaltheaApi>().with({
  id: 'plugin.amalthea.client',
  pluginId: 'amalthea',
});
