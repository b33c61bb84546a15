import { join } from 'node:path';
import { DevError } from '../host/DevError';
import { runCommand } from '../host/runCommand';
import type { Environment } from '../host/userDirectories';
import { root } from '../root';
import { findGo } from '../tools/goCommand';

const moduleDirectory = join(root, 'dev/tools/argocd');

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
 * @throws DevError `NETWORK_UNAVAILABLE` when it cannot be fetched, and what `findGo` throws.
 */
export async function argoCdFiles(
  environment: Environment,
): Promise<ArgoCdFiles> {
  const go = await findGo(environment);
  const env = {
    ...environment,
    GOFLAGS: '-mod=readonly',
    GOWORK: 'off',
    GOTOOLCHAIN: 'auto',
  };
  const { stdout } = await runCommand(
    go,
    ['mod', 'download', '-json', 'github.com/argoproj/argo-cd/v3'],
    {
      cwd: moduleDirectory,
      env,
    },
  ).catch(error => {
    throw new DevError(
      'NETWORK_UNAVAILABLE',
      `The sources of Argo CD cannot be fetched. Check GOPROXY.\n${error.message}`,
      {
        cause: error,
      },
    );
  });
  const { Dir: sources }: { Dir?: unknown } = JSON.parse(stdout);
  if (typeof sources !== 'string')
    throw new DevError(
      'NETWORK_UNAVAILABLE',
      'Go does not say where the sources of Argo CD are.',
    );
  return {
    crds: ['application-crd.yaml', 'appproject-crd.yaml'].map(file =>
      join(sources, 'manifests', 'crds', file),
    ),
    scripts: join(sources, 'hack'),
  };
}
