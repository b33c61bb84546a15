import { generateKeyPairSync } from 'node:crypto';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { writeFileAtomically } from '../host/writeFileAtomically';
import { kwokStages } from '../simulation/kwokStages';
import { stagesFile } from '../simulation/kwok';
import { clusterStateFile, type ClusterState } from './clusterState';
import { controlPlaneFiles } from './controlPlane';
import { contextUsers, kubeconfig, tokenFile } from './users';

// Metadata level: who did what to which object and when, without the objects themselves.
const auditPolicy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'Metadata' }],
};

/** Writes what the components read at their start; files that exist keep their content. */
export async function writeClusterFiles(state: ClusterState): Promise<void> {
  const { directory } = state;
  const files = controlPlaneFiles(directory);
  // First: by this file `down` knows that the folder is a cluster's, should the start end here.
  await writeFileAtomically(
    clusterStateFile(directory),
    `${JSON.stringify(state, undefined, 2)}\n`,
  );
  for (const folder of ['logs', 'kubeconfigs', 'certificates', 'etcd']) {
    await mkdir(join(directory, folder), { recursive: true, mode: 0o700 });
  }
  await writeOnce(files.serviceAccountKey, newPrivateKey);
  await writeFileAtomically(files.tokens, tokenFile(state.tokens));
  await writeFileAtomically(files.auditPolicy, stringify(auditPolicy));
  if (state.simulated)
    await writeFileAtomically(stagesFile(directory), kwokStages);
}

/** Writes the kubeconfigs, which embed the certificate that the API server has made for itself. */
export async function writeKubeconfigs(
  state: ClusterState,
  certificateAuthority: string,
): Promise<void> {
  const files = controlPlaneFiles(state.directory);
  for (const user of [
    'system',
    'controllerManager',
    'scheduler',
    'node',
  ] as const) {
    await writeFileAtomically(
      files.systemKubeconfig(user),
      kubeconfig(state, certificateAuthority, [user]),
    );
  }
  await writeFileAtomically(
    state.kubeconfig,
    kubeconfig(state, certificateAuthority, contextUsers),
  );
}

function newPrivateKey(): string {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
}

async function writeOnce(file: string, content: () => string): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (!exists) await writeFileAtomically(file, content());
}
