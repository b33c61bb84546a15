import type { ConfigMap } from 'kubernetes-types/core/v1';
import { authzConfiguration } from './authzConfiguration';
import { ChildInput, childMetadata } from './child';
import {
  notebookConfiguration,
  serverConfiguration,
} from './jupyterConfiguration';

/** Keys of the ConfigMap; the Jupyter ones are the names of the files that Jupyter looks for. */
export const configMapKeys = {
  notebook: 'jupyter_notebook_config.json',
  server: 'jupyter_server_config.json',
  authz: 'authz.json',
} as const;

function file(content: object): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

export function buildConfigMap(input: ChildInput): ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: childMetadata(input),
    data: {
      [configMapKeys.notebook]: file(notebookConfiguration(input.server)),
      [configMapKeys.server]: file(serverConfiguration(input.server)),
      [configMapKeys.authz]: file(authzConfiguration(input)),
    },
  };
}
