import { join } from 'node:path';
import type { Environment } from '../host/userDirectories';
import { goModuleFolder } from '../tools/goModuleFolder';

/** Files of Argo CD's sources that its programs need beside the binary. */
export interface ArgoCdFiles {
  /** Manifests of the definitions of Application and AppProject. */
  readonly crds: readonly string[];
  /** The folder with the scripts that repo-server calls by name. */
  readonly scripts: string;
}

/**
 * Where the Go module of the pinned Argo CD is on this machine, fetched first if need be.
 *
 * @throws DevError as `goModuleFolder` does.
 */
export async function argoCdFiles(
  environment: Environment,
): Promise<ArgoCdFiles> {
  const sources = await goModuleFolder(
    'argocd',
    'github.com/argoproj/argo-cd/v3',
    environment,
  );
  return {
    crds: ['application-crd.yaml', 'appproject-crd.yaml'].map(file =>
      join(sources, 'manifests', 'crds', file),
    ),
    scripts: join(sources, 'hack'),
  };
}
