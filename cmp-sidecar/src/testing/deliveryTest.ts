import {
  defaultRenderConfig,
  isJsonObject,
  type JsonObject,
} from '@amalthea/jupyterserver';
import { DeliveryError } from '../failure';
import { deliver } from '../delivery/deliver';

/** For tests: a JupyterServer as YAML in flow style. */
export function serverYaml(
  name: string,
  spec: object = {},
  metadata: object = {},
): string {
  const server = {
    apiVersion: 'amalthea.dev/v1alpha1',
    kind: 'JupyterServer',
    metadata: { name, ...metadata },
    spec: {
      routing: { host: 'jupyter.example.org', path: `/${name}` },
      ...spec,
    },
  };
  return `${JSON.stringify(server, undefined, 1)}\n`;
}

/** For tests: what `deliver` is asked. */
export function deliverFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  parameters: readonly object[] = [],
  environment: Readonly<Record<string, string>> = {},
): readonly JsonObject[] {
  const { manifests } = deliver({
    files: Object.entries(files).map(([path, content]) => ({
      path,
      content: Buffer.from(content),
    })),
    appPath: '',
    environment: new Map(
      Object.entries({
        ARGOCD_APP_NAMESPACE: 'lab',
        ARGOCD_APP_PARAMETERS: JSON.stringify(parameters),
        ...environment,
      }),
    ),
    config: defaultRenderConfig,
  });
  return manifests.map(manifest => JSON.parse(manifest)).filter(isJsonObject);
}

/** For tests: the lines of the refusal, without its title. */
export function problemsOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  parameters: readonly object[] = [],
): readonly string[] {
  try {
    deliverFiles(files, parameters);
  } catch (error) {
    if (error instanceof DeliveryError)
      return error.message.split('\n').slice(1);
    throw error;
  }
  return [];
}
