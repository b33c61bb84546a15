import { z } from 'zod';
import { didYouMean } from '../parameters/didYouMean';
import { defaultArchiveLimits, type ArchiveLimits } from '../archive/limits';

/** The configuration of the process. */
export interface SidecarConfiguration {
  readonly socketDirectory: string;
  readonly socketMode: number;
  /** `undefined`: no HTTP endpoints. */
  readonly http: { readonly host: string; readonly port: number } | undefined;
  readonly workers: number;
  readonly workerMemoryMebibytes: number;
  readonly concurrency: number;
  readonly queueLength: number;
  readonly longestCallMilliseconds: number;
  readonly limits: ArchiveLimits;
  /** A file with the renderer's configuration, in YAML or JSON; `undefined`: the renderer's defaults. */
  readonly renderConfigFile: string | undefined;
  readonly logLevel: string;
}

/** Malformed configuration; the message lists everything that is wrong. */
export class ConfigurationError extends Error {
  constructor(problems: readonly string[]) {
    super(
      ['The configuration of the sidecar is wrong:', ...problems].join('\n'),
    );
    this.name = 'ConfigurationError';
  }
}

const mebibyte = 1024 * 1024;

function count(defaultValue: number, meaning: string, smallest = 1) {
  const message = `must be a whole number from ${smallest} to 1000000.`;
  return z
    .string()
    .regex(/^\d{1,7}$/, message)
    .prefault(String(defaultValue))
    .transform(Number)
    .refine(value => value >= smallest && value <= 1_000_000, message)
    .describe(meaning);
}

function mebibytes(defaultBytes: number, meaning: string) {
  return count(defaultBytes / mebibyte, meaning)
    .transform(value => value * mebibyte)
    .describe(meaning);
}

/** The variables of the sidecar by their names without prefix; the reference page lists them from here. */
export const variableSchema = z.object({
  SOCKET_MODE: z
    .string()
    .regex(/^0?[0-7]{3}$/, 'must be an octal mode such as 0600.')
    .prefault('0600')
    .transform(text => parseInt(text, 8))
    .describe(
      'Permissions of the socket, octal. Only who may write to it can connect.',
    ),
  HTTP_ADDRESS: z
    .string()
    .regex(
      /^off$|^(\[[0-9a-fA-F:]+\]|[^\s:]*):\d{1,5}$/,
      'must be host:port, :port, or off.',
    )
    .prefault(':8087')
    .transform(text => {
      if (text === 'off') return undefined;
      const colon = text.lastIndexOf(':');
      return {
        host: text.slice(0, colon).replace(/^\[|\]$/g, '') || '0.0.0.0',
        port: Number(text.slice(colon + 1)),
      };
    })
    .refine(
      value => value === undefined || value.port < 65_536,
      'must have a port below 65536.',
    )
    .describe('Where /livez, /readyz and /metrics are served, or off.'),
  WORKERS: count(2, 'Threads that render.'),
  WORKER_MEMORY_MIB: count(512, 'Heap of one such thread, in MiB.', 16),
  CONCURRENCY: count(
    8,
    'Calls that hold a repository in memory at the same time.',
  ),
  QUEUE: count(128, 'Calls that may wait for that; more are refused.', 0),
  TIMEOUT_SECONDS: count(
    300,
    'The longest call when its own deadline is later.',
  ),
  MAX_RECEIVED_MIB: mebibytes(
    defaultArchiveLimits.receivedBytes,
    'Largest compressed archive, in MiB.',
  ),
  MAX_UNPACKED_MIB: mebibytes(
    defaultArchiveLimits.unpackedBytes,
    'Largest unpacked archive, in MiB.',
  ),
  MAX_ENTRIES: count(
    defaultArchiveLimits.entries,
    'Most files and directories of an archive.',
  ),
  MAX_FILE_MIB: mebibytes(
    defaultArchiveLimits.fileBytes,
    'Largest manifest file, in MiB.',
  ),
  MAX_MANIFESTS_MIB: mebibytes(
    defaultArchiveLimits.manifestBytes,
    'All manifest files of a path together, in MiB.',
  ),
  RENDER_CONFIG_FILE: z
    .string()
    .prefault('')
    .describe(
      "File with the renderer's configuration, the same that the operator has; empty for the defaults.",
    ),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      error: 'is no log level.',
    })
    .prefault('info')
    .describe('trace, debug, info, warn, error or silent.'),
});

/** The prefix of the variables' names. */
export const variablePrefix = 'AMALTHEA_CMP_';

/** What Kubernetes adds to every container for a Service whose name happens to begin as our variables do. */
const serviceLink =
  /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/;

/** Where repo-server looks for plugins unless told otherwise. */
const defaultSocketDirectory = '/home/argocd/cmp-server/plugins';

/**
 * Reads the configuration from an environment. An empty variable counts as not set.
 *
 * @throws ConfigurationError that lists every malformed or unknown variable.
 */
export function parseConfiguration(
  environment: Readonly<Record<string, string | undefined>>,
): SidecarConfiguration {
  const known = Object.keys(variableSchema.shape);
  const given = Object.entries(environment)
    .filter(
      ([name, value]) =>
        name.startsWith(variablePrefix) && value !== undefined && value !== '',
    )
    .map(
      ([name, value]) => [name.slice(variablePrefix.length), value] as const,
    );
  const problems = given
    .filter(([name]) => !known.includes(name) && !serviceLink.test(name))
    .map(
      ([name]) =>
        `${variablePrefix}${name}: there is no such variable. ${didYouMean(
          name,
          known,
        )}`,
    );
  const result = variableSchema.safeParse(Object.fromEntries(given));
  if (!result.success) {
    problems.push(
      ...result.error.issues.map(
        issue => `${variablePrefix}${issue.path.join('.')}: ${issue.message}`,
      ),
    );
  }
  if (!result.success || problems.length > 0)
    throw new ConfigurationError(problems);
  const { data } = result;
  return {
    socketDirectory:
      environment.ARGOCD_PLUGINSOCKFILEPATH || defaultSocketDirectory,
    socketMode: data.SOCKET_MODE,
    http: data.HTTP_ADDRESS,
    workers: data.WORKERS,
    workerMemoryMebibytes: data.WORKER_MEMORY_MIB,
    concurrency: data.CONCURRENCY,
    queueLength: data.QUEUE,
    longestCallMilliseconds: data.TIMEOUT_SECONDS * 1000,
    limits: {
      ...defaultArchiveLimits,
      receivedBytes: data.MAX_RECEIVED_MIB,
      unpackedBytes: data.MAX_UNPACKED_MIB,
      entries: data.MAX_ENTRIES,
      fileBytes: data.MAX_FILE_MIB,
      manifestBytes: data.MAX_MANIFESTS_MIB,
    },
    renderConfigFile: data.RENDER_CONFIG_FILE || undefined,
    logLevel: data.LOG_LEVEL,
  };
}
