import { ChildInput } from '../render/child';
import { RenderConfigInput, renderConfigSchema } from '../render/renderConfig';
import { JupyterServerSpecInput } from '../schema/spec';
import { exampleServer } from './exampleServer';

/** What a builder gets for a valid server. */
export function exampleInput(
  spec: JupyterServerSpecInput = {},
  config: RenderConfigInput = {},
  metadata: Record<string, unknown> = {},
): ChildInput {
  return {
    server: exampleServer(spec, metadata),
    config: renderConfigSchema.parse(config),
  };
}
