import {
  OperatorSettings,
  SettingDefinition,
  settingsTable,
} from './settingsTable';

/** Settings that cannot be used; the message lists all of them. */
export class SettingsError extends Error {
  readonly code = 'SETTINGS_INVALID';

  constructor(readonly problems: readonly string[]) {
    super(
      `The operator cannot start with these settings:\n${problems
        .map(problem => `  - ${problem}`)
        .join('\n')}`,
    );
    this.name = 'SettingsError';
  }
}

/** `AMALTHEA_HTTP_PORT` for `http-port`. */
export function variableOf(name: string): string {
  return `AMALTHEA_${name.toUpperCase().replaceAll('-', '_')}`;
}

/**
 * Reads the settings: a flag wins over a variable, a variable over the default.
 *
 * @param words - the command line: `--name value` or `--name=value`
 * @param environment - variables; those that are not settings are ignored, as Kubernetes adds its own
 * @throws SettingsError with all problems
 */
export function readSettings(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): OperatorSettings {
  const problems: string[] = [];
  const flags = readFlags(words, problems);
  const values = Object.entries<SettingDefinition>(settingsTable).map(
    ([key, definition]) => {
      const { name, schema } = definition;
      const source = flags.has(name) ? `--${name}` : variableOf(name);
      const given =
        flags.get(name) ?? environment[variableOf(name)] ?? definition.default;
      const parsed = schema.safeParse(given);
      if (!parsed.success) {
        const messages = [
          ...new Set(parsed.error.issues.map(({ message }) => message)),
        ].join('; ');
        problems.push(
          `${source}: ${messages} (given: ${JSON.stringify(given)})`,
        );
      }
      return [key, parsed.data];
    },
  );
  const settings = Object.fromEntries(values) as OperatorSettings;
  if (settings.clusterWide && (settings.namespaces ?? []).length > 0) {
    problems.push(
      '--namespaces cannot be given together with --cluster-wide: keep one of them',
    );
  }
  if (problems.length > 0) {
    throw new SettingsError(problems);
  }
  return settings;
}

function readFlags(
  words: readonly string[],
  problems: string[],
): ReadonlyMap<string, string> {
  const known = new Set(
    Object.values(settingsTable).map(({ name }) => name as string),
  );
  const flags = new Map<string, string>();
  for (let index = 0; index < words.length; index += 1) {
    const match = /^--([^=]+)(?:=(.*))?$/s.exec(words[index]);
    if (!match || !known.has(match[1])) {
      problems.push(`${words[index]}: is not a setting`);
    } else if (match[2] !== undefined) {
      flags.set(match[1], match[2]);
    } else if (index + 1 < words.length && !words[index + 1].startsWith('--')) {
      index += 1;
      flags.set(match[1], words[index]);
    } else {
      problems.push(`--${match[1]}: needs a value`);
    }
  }
  return flags;
}
