import type { Config } from '@backstage/config';
import type { z } from 'zod';
import {
  readClusterDefinitions,
  type ClusterDefinition,
} from './clusterDetails';
import {
  ConfigurationError,
  configurationPath,
  type ConfigurationProblem,
} from './ConfigurationError';
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
    const own = parsed.error.issues.flatMap(issue => problemsOf(issue));
    const overrides = configurationSchema.shape.clusters.safeParse(
      rootConfig.getOptional('amalthea.clusters'),
    );
    // Without Amalthea's own accounts every cluster would seem to lack one.
    throw new ConfigurationError(
      overrides.success
        ? [
            ...own,
            ...readClusterDefinitions(rootConfig, overrides.data).problems,
          ]
        : own,
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

/** One problem, or one for each key that is not known, by its own path. */
function problemsOf(issue: z.core.$ZodIssue): readonly ConfigurationProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      path: configurationPath([...issue.path, key]),
      message: 'There is no such setting.',
    }));
  }
  return [{ path: configurationPath(issue.path), message: issue.message }];
}
