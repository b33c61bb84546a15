import { SERVICEACCOUNT_CA_PATH } from '@backstage/plugin-kubernetes-common';
import { KubeConfig } from '@kubernetes/client-node';
import type {
  ClusterCredential,
  ClusterDefinition,
} from '../configuration/clusterDetails';

const serviceAccountTokenPath =
  '/var/run/secrets/kubernetes.io/serviceaccount/token';

/** The kubeconfig for one cluster, with Amalthea's own identity in it. */
export function kubeConfigFor(definition: ClusterDefinition): KubeConfig {
  const { name, url, credential, caData } = definition;
  const inCluster = credential.kind === 'inCluster';
  const caFile =
    definition.caFile ??
    (inCluster && !caData ? SERVICEACCOUNT_CA_PATH : undefined);
  const tokenFile = tokenFileOf(credential);
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromOptions({
    clusters: [
      {
        name,
        server: url,
        // Without TLS there is nothing to verify, and client-node refuses plain HTTP unless told so.
        skipTLSVerify:
          definition.skipTLSVerify === true || url.startsWith('http://'),
        ...(caData ? { caData } : {}),
        ...(caFile ? { caFile } : {}),
      },
    ],
    users: [
      {
        name: 'amalthea',
        ...(credential.kind === 'token' ? { token: credential.token } : {}),
        ...(tokenFile
          ? { authProvider: { name: 'tokenFile', config: { tokenFile } } }
          : {}),
      },
    ],
    contexts: [{ name, cluster: name, user: 'amalthea' }],
    currentContext: name,
  });
  return kubeConfig;
}

function tokenFileOf(credential: ClusterCredential): string | undefined {
  switch (credential.kind) {
    case 'inCluster':
      return serviceAccountTokenPath;
    case 'tokenFile':
      return credential.path;
    default:
      return undefined;
  }
}
