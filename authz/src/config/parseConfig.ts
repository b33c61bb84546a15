import { AuthzConfig } from './AuthzConfig';
import { matcher } from './cidr';
import { ConfigError, ConfigProblem } from './ConfigError';
import { AuthzSettings, settingsSchema } from './settingsSchema';

/** The files of the mounted directory, as they are; undefined for one that is missing. */
export interface ConfigFiles {
  readonly config?: string;
  readonly appToken?: string;
  readonly cookieKey?: string;
  readonly clientSecret?: string;
}

const keyBytes = 32;
/** Fewer different bytes than this in 32 random ones: probability below 10^-20. */
const fewestDifferentBytes = 16;

/**
 * Parses and checks everything at once.
 *
 * @throws ConfigError with every problem found.
 */
export function parseConfig(files: ConfigFiles): AuthzConfig {
  const problems: ConfigProblem[] = [];
  const settings = parseSettings(files.config, problems);
  const cookieKeys = parseKeys(files.cookieKey, settings, problems);
  const appToken = parseLine(files.appToken);
  const clientSecret =
    settings?.oidc?.clientAuthentication === 'private_key_jwt'
      ? files.clientSecret?.trim()
      : parseLine(files.clientSecret);

  if (settings?.mode === 'token' && !appToken) {
    problems.push({
      where: 'secrets/app-token',
      message:
        'is required in mode token: without it nobody could pass, or everybody',
    });
  }
  if (appToken && !/^[\x21-\x7e]+$/.test(appToken)) {
    problems.push({
      where: 'secrets/app-token',
      message: 'must be visible ASCII characters without blanks',
    });
  }
  if (
    settings?.oidc?.clientAuthentication &&
    settings.oidc.clientAuthentication !== 'none' &&
    !clientSecret
  ) {
    problems.push({
      where: 'secrets/client-secret',
      message: `is required for oidc.clientAuthentication ${settings.oidc.clientAuthentication}`,
    });
  }
  if (!settings || problems.length > 0) throw new ConfigError(problems);
  return { settings, secrets: { appToken, cookieKeys, clientSecret } };
}

function parseSettings(
  text: string | undefined,
  problems: ConfigProblem[],
): AuthzSettings | undefined {
  if (text === undefined) {
    problems.push({
      where: 'config.json',
      message: 'is missing: mount the ConfigMap of the server here',
    });
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    problems.push({
      where: 'config.json',
      message: `is not JSON: ${(error as Error).message}`,
    });
    return undefined;
  }
  const result = settingsSchema.safeParse(value);
  if (!result.success) {
    for (const issue of result.error.issues) {
      const path = issue.path.map(String).join('.');
      problems.push({
        where: path ? `config.json: ${path}` : 'config.json',
        message: issue.message,
      });
    }
    return undefined;
  }
  result.data.trustedProxies.forEach((network, index) => {
    try {
      matcher([network]);
    } catch {
      problems.push({
        where: `config.json: trustedProxies.${index}`,
        message: `${network} is not an address or a network`,
      });
    }
  });
  return result.data;
}

/** One key per line, newest first. Anonymous servers have no sessions and need none. */
function parseKeys(
  text: string | undefined,
  settings: AuthzSettings | undefined,
  problems: ConfigProblem[],
): readonly Buffer[] {
  const lines = (text ?? '')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  if (lines.length === 0) {
    if (settings && settings.mode !== 'anonymous')
      problems.push({
        where: 'secrets/cookie-key',
        message: 'is required: 32 random bytes in base64',
      });
    return [];
  }
  if (lines.length > 2)
    problems.push({
      where: 'secrets/cookie-key',
      message: 'may hold two keys at most: the new one, then the old one',
    });
  const keys = lines.map(line => Buffer.from(line, 'base64'));
  keys.forEach((key, index) => {
    if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(lines[index] ?? '')) {
      problems.push({
        where: 'secrets/cookie-key',
        message: `line ${index + 1} is not base64`,
      });
    } else if (key.length !== keyBytes) {
      problems.push({
        where: 'secrets/cookie-key',
        message: `line ${index + 1} holds ${
          key.length
        } bytes: it must be ${keyBytes} random bytes in base64`,
      });
    } else if (new Set(key).size < fewestDifferentBytes) {
      problems.push({
        where: 'secrets/cookie-key',
        message: `line ${
          index + 1
        } is not random: make one with 'openssl rand -base64 32'`,
      });
    }
  });
  if (keys[1] && keys[0]?.equals(keys[1]))
    problems.push({
      where: 'secrets/cookie-key',
      message: 'holds the same key twice',
    });
  return keys;
}

/** Editors and `kubectl create secret --from-file` leave a line end behind. */
function parseLine(text: string | undefined): string | undefined {
  const line = text?.replace(/\r?\n$/, '');
  return line === '' ? undefined : line;
}
