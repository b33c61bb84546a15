import type { Config } from '@backstage/config';
import { ANNOTATION_KUBERNETES_AUTH_PROVIDER } from '@backstage/plugin-kubernetes-common';
import type { ClusterDetails } from '@backstage/plugin-kubernetes-node';
import type { AmaltheaConfiguration } from './configurationSchema';
import {
  configurationPath,
  type ConfigurationProblem,
} from './ConfigurationError';

/** How Amalthea proves to a cluster who it is. */
export type ClusterCredential =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'tokenFile'; readonly path: string }
  /** The pod's own service account. */
  | { readonly kind: 'inCluster' };

/** A cluster of the Kubernetes plugin's configuration, with Amalthea's own identity in it. */
export interface ClusterDefinition extends ClusterDetails {
  readonly credential: ClusterCredential;
}

/**
 * Reads the clusters that the Kubernetes plugin knows from its configuration
 * (`kubernetes.clusterLocatorMethods`, type `config`) and gives each the identity named in `amalthea.clusters`, or the
 * Kubernetes plugin's service account. Users' own tokens are never used: Amalthea checks permissions itself.
 */
export function readClusterDefinitions(
  rootConfig: Config,
  overrides: AmaltheaConfiguration['clusters'],
): {
  readonly clusters: readonly ClusterDefinition[];
  readonly problems: readonly ConfigurationProblem[];
} {
  const clusters: ClusterDefinition[] = [];
  const problems: ConfigurationProblem[] = [];
  const methods =
    rootConfig.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  methods.forEach((method, methodIndex) => {
    if (textOf(method, 'type') !== 'config') return;
    (method.getOptionalConfigArray('clusters') ?? []).forEach(
      (cluster, index) => {
        const path = `kubernetes.clusterLocatorMethods[${methodIndex}].clusters[${index}]`;
        const report = (field: string, message: string) =>
          problems.push({ path: `${path}${field}`, message });
        const name = textOf(cluster, 'name');
        const url = textOf(cluster, 'url');
        const isUrlRight = url !== undefined && /^https?:\/\//.test(url);
        if (!name) report('.name', 'Give the cluster a name.');
        if (!isUrlRight) report('.url', 'Use an http or https URL.');
        if (clusters.some(known => known.name === name)) {
          report('.name', `'${name}' is used twice.`);
          return;
        }
        const override = overrides.find(entry => entry.name === name);
        const credential = readCredential(cluster, override);
        if (name && !credential) {
          report(
            '',
            `Amalthea has no identity in cluster '${name}'. Set amalthea.clusters[].serviceAccountToken for it.`,
          );
        }
        if (!name || !isUrlRight || !credential) return;
        clusters.push({
          name,
          title: cluster.getOptionalString('title') ?? name,
          url: url.replace(/\/+$/, ''),
          skipTLSVerify: cluster.getOptionalBoolean('skipTLSVerify') ?? false,
          caData: cluster.getOptionalString('caData'),
          caFile: cluster.getOptionalString('caFile'),
          authMetadata: {
            [ANNOTATION_KUBERNETES_AUTH_PROVIDER]:
              cluster.getOptionalString('authProvider') ?? 'serviceAccount',
          },
          credential,
        });
      },
    );
  });
  const namedInVain = (name: string) =>
    !methods.some(method =>
      (method.getOptionalConfigArray('clusters') ?? []).some(
        cluster => textOf(cluster, 'name') === name,
      ),
    );
  overrides.forEach((override, index) => {
    if (overrides.findIndex(({ name }) => name === override.name) < index) {
      problems.push({
        path: configurationPath(['clusters', index, 'name']),
        message: `'${override.name}' is used twice.`,
      });
    }
    if (
      override.serviceAccountToken !== undefined &&
      override.serviceAccountTokenFile !== undefined
    ) {
      problems.push({
        path: configurationPath(['clusters', index]),
        message:
          'Set serviceAccountToken or serviceAccountTokenFile, not both.',
      });
    }
    if (namedInVain(override.name)) {
      problems.push({
        path: configurationPath(['clusters', index, 'name']),
        message: `There is no cluster '${override.name}' in kubernetes.clusterLocatorMethods.`,
      });
    }
  });
  return { clusters, problems };
}

function textOf(config: Config, key: string): string | undefined {
  const value = config.getOptional(key);
  return typeof value === 'string' ? value : undefined;
}

function readCredential(
  cluster: Config,
  override: AmaltheaConfiguration['clusters'][number] | undefined,
): ClusterCredential | undefined {
  if (override?.serviceAccountToken)
    return { kind: 'token', token: override.serviceAccountToken };
  if (override?.serviceAccountTokenFile)
    return { kind: 'tokenFile', path: override.serviceAccountTokenFile };
  const token = cluster.getOptionalString('serviceAccountToken');
  if (token) return { kind: 'token', token };
  return cluster.getOptionalString('authProvider') === 'serviceAccount'
    ? { kind: 'inCluster' }
    : undefined;
}
