import type { ResourceRef } from '@amalthea/kube';

/** Where the API server serves JupyterServers. */
export const jupyterServers = {
  group: 'amalthea.dev',
  version: 'v1alpha1',
  plural: 'jupyterservers',
  kind: 'JupyterServer',
  namespaced: true,
} as const satisfies ResourceRef;
