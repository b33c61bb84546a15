import type { Config } from '@backstage/config';
import {
  readClusterDefinitions,
  type ClusterDefinition,
} from './clusterDetails';
import { ConfigurationError, configurationPath } from './ConfigurationError';
import {
  configurationSchema,
  type AmaltheaConfiguration,
} from './configurationSchema';
import { checkProfiles } from './profileRules';
import { tryProfiles } from './profileTrial';

/** The plugin's configuration, checked as a whole. */
export interface CheckedConfiguration
  extends Omit<AmaltheaConfiguration, 'clusters'> {
  readonly clusters: readonly ClusterDefinition[];
}

/**
 * Reads and checks `amalthea` and the clusters of the Kubernetes plugin.
 *
 * @throws ConfigurationError with every problem and its path
 */
export function readConfiguration(rootConfig: Config): CheckedConfiguration {
  const parsed = configurationSchema.safeParse(
    rootConfig.getOptional('amalthea') ?? {},
  );
  if (!parsed.success) {
    throw new ConfigurationError(
      parsed.error.issues.map(issue => ({
        path: configurationPath(issue.path),
        message: issue.message,
      })),
    );
  }
  const { clusters: overrides, ...configuration } = parsed.data;
  const { clusters, problems } = readClusterDefinitions(rootConfig, overrides);
  const all = [
    ...problems,
    ...checkProfiles(
      configuration.profiles,
      clusters.map(cluster => cluster.name),
    ),
  ];
  // A profile that is wrong in itself would only repeat its problems when it is tried.
  if (all.length === 0) {
    all.push(...tryProfiles(configuration.profiles, configuration.render));
  }
  if (all.length > 0) throw new ConfigurationError(all);
  return { ...configuration, clusters };
}
