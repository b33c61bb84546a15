import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DevError } from '../host/DevError';
import { root } from '../root';
import type { Kubectl } from './kubectl';
import type { PortalCluster } from './portalProcess';

/** As in the manifests that the portal's backend ships. */
const namespace = 'amalthea-portal';
const name = 'amalthea-portal';

/**
 * Makes the portal's account in the cluster of a kubeconfig, and says how the portal reaches that cluster.
 *
 * @param folder - where the certificate authority is kept
 * @throws DevError `USAGE` when the kubeconfig names no server or no certificate authority.
 */
export async function makePortalAccount(
  kubectl: Kubectl,
  folder: string,
): Promise<PortalCluster> {
  const view = async (path: string) =>
    (
      await kubectl([
        'config',
        'view',
        '--raw',
        '--minify',
        '--flatten',
        `--output=jsonpath=${path}`,
      ])
    ).trim();
  const url = await view('{.clusters[0].cluster.server}');
  const authority = await view(
    '{.clusters[0].cluster.certificate-authority-data}',
  );
  if (!url || !authority) {
    throw new DevError(
      'USAGE',
      'The kubeconfig has no current context with a server and its certificate authority. Choose one with: kubectl config use-context NAME',
    );
  }
  await kubectl(
    ['apply', '--server-side', '--filename=-'],
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    }),
  );
  await kubectl([
    'apply',
    '--server-side',
    `--filename=${join(
      root,
      'plugins/amalthea-backend/kubernetes/portal-role.yaml',
    )}`,
  ]);
  const file = join(folder, 'cluster-ca.crt');
  await writeFile(file, Buffer.from(authority, 'base64'));
  const token = await kubectl([
    'create',
    'token',
    name,
    `--namespace=${namespace}`,
    '--duration=24h',
  ]);
  return {
    name: 'local',
    url,
    token: token.trim(),
    certificateAuthority: file,
  };
}
