import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DevError } from '../host/DevError';
import { root } from '../root';
import type { Kubectl } from './kubectl';
import type { PortalCluster } from './portalProcess';

const namespace = 'amalthea';
const name = 'amalthea-portal';

/** The account by which the portal uses a cluster, with the rights that the chart would give it. */
async function accountManifests(): Promise<readonly object[]> {
  const rules = parse(
    await readFile(join(root, 'chart/files/rbac/portal.yaml'), 'utf8'),
  );
  const rbac = 'rbac.authorization.k8s.io';
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRole',
      metadata: { name },
      rules,
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ];
}

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
  const manifests = await accountManifests();
  await kubectl(
    [
      'apply',
      '--server-side',
      '--field-manager=amalthea-start',
      '--filename=-',
    ],
    manifests.map(manifest => JSON.stringify(manifest)).join('\n---\n'),
  );
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
