/** One thing that is wrong: where, and what to do about it. */
export interface ConfigProblem {
  /** `config.json: policy.emails.0`, or a file's path below the directory. */
  readonly where: string;
  readonly message: string;
}

/** The configuration cannot be used. Lists every problem at once; contains no value of a secret. */
export class ConfigError extends Error {
  readonly name = 'ConfigError';
  readonly code = 'config_invalid';

  constructor(readonly problems: readonly ConfigProblem[]) {
    const list = problems
      .map(({ where, message }) => `  ${where}: ${message}`)
      .join('\n');
    super(
      `The configuration has ${problems.length} ${
        problems.length === 1 ? 'problem' : 'problems'
      }:\n${list}`,
    );
  }
}
