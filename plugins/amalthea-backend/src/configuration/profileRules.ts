import type { ConfigurationProblem } from './ConfigurationError';
import { configurationPath } from './ConfigurationError';
import type { ProfileDefinition } from './profileSchema';

const knownPlaceholders = ['owner', 'name', 'namespace', 'cluster'];

/** What a single value cannot show: ids that must be unique or exist, bounds in order, placeholders that mean something. */
export function checkProfiles(
  profiles: readonly ProfileDefinition[],
  clusterNames: readonly string[],
): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  reportDuplicates(profiles, ['profiles'], problems);
  profiles.forEach((profile, index) => {
    const report = (path: readonly PropertyKey[], message: string) =>
      problems.push({
        path: configurationPath(['profiles', index, ...path]),
        message,
      });
    reportDuplicates(profile.images, ['profiles', index, 'images'], problems);
    reportDuplicates(profile.sizes, ['profiles', index, 'sizes'], problems);
    checkBounds(profile.disk, 'disk', report);
    checkBounds(profile.idle, 'idle', report);
    checkDefault(profile.defaults.image, profile.images, 'image', report);
    checkDefault(profile.defaults.size, profile.sizes, 'size', report);
    profile.destinations.forEach((destination, position) => {
      if (!clusterNames.includes(destination.cluster)) {
        report(
          ['destinations', position, 'cluster'],
          `There is no cluster '${
            destination.cluster
          }' in kubernetes.clusterLocatorMethods. ${
            clusterNames.length > 0
              ? `Known: ${clusterNames.join(', ')}.`
              : 'None is configured.'
          }`,
        );
      }
    });
    for (const field of ['host', 'path'] as const) {
      for (const [placeholder, name] of profile.routing[field].matchAll(
        /\{([^}]*)\}/g,
      )) {
        if (!knownPlaceholders.includes(name)) {
          report(
            ['routing', field],
            `${placeholder} means nothing here. Known: ${knownPlaceholders
              .map(known => `{${known}}`)
              .join(', ')}.`,
          );
        }
      }
    }
    if (!`${profile.routing.host}${profile.routing.path}`.includes('{name}')) {
      report(
        ['routing', 'path'],
        'Put {name} into the host or the path, or two servers get the same address.',
      );
    }
    profile.environment.variables.forEach((variable, position) => {
      if (variable.pattern === undefined) return;
      try {
        RegExp(variable.pattern);
      } catch {
        report(
          ['environment', 'variables', position, 'pattern'],
          'Use a regular expression.',
        );
      }
    });
  });
  return problems;
}

type Report = (path: readonly PropertyKey[], message: string) => void;

function reportDuplicates(
  entries: readonly { readonly id: string }[],
  path: readonly PropertyKey[],
  problems: ConfigurationProblem[],
): void {
  const seen = new Set<string>();
  entries.forEach((entry, index) => {
    if (seen.has(entry.id)) {
      problems.push({
        path: configurationPath([...path, index, 'id']),
        message: `'${entry.id}' is used twice.`,
      });
    }
    seen.add(entry.id);
  });
}

function checkBounds(
  bounds: {
    readonly minimum: number;
    readonly maximum: number;
    readonly default?: number;
  },
  field: string,
  report: Report,
): void {
  if (bounds.minimum > bounds.maximum)
    report([field, 'minimum'], 'The minimum is above the maximum.');
  if (
    bounds.default !== undefined &&
    (bounds.default < bounds.minimum || bounds.default > bounds.maximum)
  ) {
    report(
      [field, 'default'],
      'The default is not between the minimum and the maximum.',
    );
  }
}

function checkDefault(
  id: string | undefined,
  choices: readonly { readonly id: string }[],
  field: 'image' | 'size',
  report: Report,
): void {
  if (id !== undefined && !choices.some(choice => choice.id === id)) {
    report(
      ['defaults', field],
      `There is no ${field} '${id}'. Known: ${choices
        .map(choice => choice.id)
        .join(', ')}.`,
    );
  }
}
