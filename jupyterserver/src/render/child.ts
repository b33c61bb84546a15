import { JupyterServer } from '../schema/jupyterServer';
import { RenderConfig } from './renderConfig';

/** What every builder of a child gets. */
export interface ChildInput {
  readonly server: JupyterServer;
  readonly config: RenderConfig;
}

/**
 * Metadata as it is while patches are applied: labels and annotations exist, so that JSON patches can add to them. What
 * stays empty is dropped afterwards.
 */
export function childMetadata(
  { server }: ChildInput,
  given: {
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  } = {},
) {
  const { name, namespace } = server.metadata;
  return {
    name,
    namespace,
    labels: given.labels ?? {},
    annotations: given.annotations ?? {},
  };
}
