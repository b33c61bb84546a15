import {
  annotations,
  Bundle,
  JupyterServer,
  parseJupyterServer,
  render,
  RenderConfig,
  RenderError,
  renderHash,
  serverUrl,
} from '@amalthea/jupyterserver';

import { Desired } from './Observed';

/** What should run for a JupyterServer, and what Git should have delivered for it. */
export interface DesiredState {
  readonly desired: Desired;
  /** renderHash() of what Git should have delivered; only when Git owns the children. */
  readonly expectedHash?: string;
}

/**
 * Renders a JupyterServer as the API server has it. Pure, and the dearest part of a pass: remember what it
 * gave for as long as generation, labels and annotations stay the same.
 *
 * @param object - the JupyterServer, unread
 * @param config - how bundles are rendered
 */
export function desire(object: unknown, config: RenderConfig): DesiredState {
  const parsed = parseJupyterServer(object);
  if (!parsed.ok) {
    const problem = parsed.problems
      .map(({ path, message }) => (path ? `${path}: ${message}` : message))
      .join('; ');
    return { desired: { type: 'invalid', problem: `${problem}.` } };
  }
  const { server } = parsed;
  const url = serverUrl(server);
  try {
    const rendered = renderFor(server, config);
    return {
      desired: { type: 'rendered', server, bundle: rendered.bundle, url },
      expectedHash: rendered.expectedHash,
    };
  } catch (error) {
    if (error instanceof RenderError) {
      return { desired: { type: 'unrenderable', problem: error.message, url } };
    }
    throw error;
  }
}

/** In Git's delivery the Secret is not rendered for Git: it comes from the operator's own rendering. */
function renderFor(
  server: JupyterServer,
  config: RenderConfig,
): { bundle: Bundle; expectedHash?: string } {
  const own = render(server, { ...config, delivery: 'bundle' });
  if (server.metadata.annotations[annotations.delivery] !== 'gitops') {
    return { bundle: own };
  }
  const forGit = render(server, { ...config, delivery: 'gitops' });
  const secret = own.get('secret');
  const bundle = new Map(forGit);
  if (secret) {
    bundle.set('secret', secret);
  }
  return { bundle, expectedHash: renderHash(forGit) };
}
