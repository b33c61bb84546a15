import { parseJupyterServer } from '../parse/parseJupyterServer';
import { JupyterServer } from '../schema/jupyterServer';
import { JupyterServerSpecInput } from '../schema/spec';

/** A valid server for tests, with all defaults in place. */
export function exampleServer(
  spec: JupyterServerSpecInput = {},
  metadata: Record<string, unknown> = {},
): JupyterServer {
  const result = parseJupyterServer({
    apiVersion: 'amalthea.dev/v1alpha1',
    kind: 'JupyterServer',
    metadata: { name: 'ada', namespace: 'lab', ...metadata },
    spec: { ...spec, routing: { host: 'lab.example.org', ...spec.routing } },
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.server;
}
