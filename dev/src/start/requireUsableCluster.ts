import { readFile } from 'node:fs/promises';
import { DevError } from '../host/DevError';
import type { Kubectl } from './kubectl';

/** What is looked at before anything is changed in a cluster that is somebody's. */
export type ClusterToUse = {
  readonly kubeconfig: string;
  readonly kubectl: Kubectl;
};

/** What `npm start` creates that only administrators may. */
const administratorsWork = [
  'customresourcedefinitions.apiextensions.k8s.io',
  'clusterroles.rbac.authorization.k8s.io',
  'namespaces',
];

/**
 * Checks that the cluster of a kubeconfig answers, and lets its user do what `npm start` does.
 *
 * @throws DevError `USAGE` when the file cannot be used, `CLUSTER_NOT_FOUND` when the cluster does not answer or refuses
 *   its user.
 */
export async function requireUsableCluster({
  kubeconfig,
  kubectl,
}: ClusterToUse): Promise<void> {
  await readFile(kubeconfig).catch((error: NodeJS.ErrnoException) => {
    const reason =
      error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new DevError('USAGE', `--kubeconfig ${kubeconfig}: ${reason}.`, {
      cause: error,
    });
  });
  const context = await currentContext(kubeconfig, kubectl);
  await kubectl(['get', '--raw=/version', '--request-timeout=15s']).catch(
    error => {
      throw explain(error, context);
    },
  );
  for (const resource of administratorsWork) {
    const answer = await kubectl([
      'auth',
      'can-i',
      'create',
      resource,
      '--all-namespaces',
      '--quiet',
    ]).then(
      () => true,
      () => false,
    );
    if (!answer)
      throw new DevError(
        'CLUSTER_NOT_FOUND',
        `The user of the context '${context}' may not create ${resource}. Installing takes an administrator of the cluster: choose another context, or let one install it (docs/guides/install.md).`,
      );
  }
}

async function currentContext(
  kubeconfig: string,
  kubectl: Kubectl,
): Promise<string> {
  try {
    return (await kubectl(['config', 'current-context'])).trim();
  } catch (error) {
    throw new DevError(
      'USAGE',
      `--kubeconfig ${kubeconfig}: is no kubeconfig, or has no current context. Choose one with: kubectl --kubeconfig ${kubeconfig} config use-context NAME`,
      { cause: error },
    );
  }
}

function explain(error: unknown, context: string): DevError {
  const said = lastLine(error instanceof Error ? error.message : String(error));
  const remedy = /Unauthorized|must be logged in|provide credentials/i.test(
    said,
  )
    ? 'It does not accept the credentials: renew them'
    : 'Is it running, and is its address in the kubeconfig right? An HTTPS proxy of the environment has to be able to reach it, or NO_PROXY has to name it';
  return new DevError(
    'CLUSTER_NOT_FOUND',
    `The cluster of the context '${context}' cannot be used: ${said}\n${remedy}.`,
    { cause: error },
  );
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
