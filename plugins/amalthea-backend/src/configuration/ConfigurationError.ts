/** One wrong value in the portal's configuration. */
export interface ConfigurationProblem {
  /** As it stands in app-config.yaml, such as `amalthea.profiles[0].disk.maximum`. */
  readonly path: string;
  readonly message: string;
}

/** Stops the plugin at start and lists everything that is wrong at once. */
export class ConfigurationError extends Error {
  readonly code = 'AMALTHEA_CONFIGURATION_INVALID';
  readonly problems: readonly ConfigurationProblem[];

  constructor(problems: readonly ConfigurationProblem[]) {
    const lines = problems.map(
      problem => `  ${problem.path}: ${problem.message}`,
    );
    super(
      `The configuration of the Amalthea plugin has ${problems.length} ${
        problems.length === 1 ? 'problem' : 'problems'
      }. Correct app-config.yaml and start again:\n${lines.join('\n')}`,
    );
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

/** `['profiles', 0, 'disk']` → `amalthea.profiles[0].disk`. */
export function configurationPath(
  segments: readonly PropertyKey[],
  root = 'amalthea',
): string {
  let path = root;
  for (const segment of segments) {
    path +=
      typeof segment === 'number' ? `[${segment}]` : `.${String(segment)}`;
  }
  return path;
}
