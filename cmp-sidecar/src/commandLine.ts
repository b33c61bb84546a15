import { relative, resolve, sep } from 'node:path';
import type { RenderConfig } from '@amalthea/jupyterserver';
import { readDirectory } from './archive/directoryTree';
import type { ArchiveLimits } from './archive/limits';
import { boundedMessage } from './delivery/boundedMessage';
import { deliver } from './delivery/deliver';
import { DeliveryError } from './failure';
import { requestEnvironment } from './parameters/environment';

/** What the command needs from its process. */
export interface CommandInput {
  /** The application's directory: where Argo CD's plugin server starts the command. */
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly config: RenderConfig;
  readonly limits: ArchiveLimits;
}

export interface CommandOutput {
  readonly exitCode: 0 | 1;
  readonly stdout: string;
  readonly stderr: string;
}

/** The repository's root: the working directory without the application's path, if it ends in that. */
function repositoryRoot(
  workingDirectory: string,
  sourcePath: string | undefined,
): string {
  const segments = (sourcePath ?? '')
    .split('/')
    .filter(segment => segment !== '' && segment !== '.');
  if (segments.length === 0 || segments.includes('..')) return workingDirectory;
  const suffix = sep + segments.join(sep);
  return workingDirectory.endsWith(suffix)
    ? workingDirectory.slice(0, -suffix.length) || sep
    : workingDirectory;
}

/**
 * The sidecar's work as a command, for Argo CD's own plugin server: reads the directory it is started in, prints the
 * same manifests that the socket would answer with, one JSON document each.
 */
export function runCommand({
  workingDirectory,
  environment,
  config,
  limits,
}: CommandInput): CommandOutput {
  const directory = resolve(workingDirectory);
  const root = repositoryRoot(directory, environment.ARGOCD_APP_SOURCE_PATH);
  const appPath = relative(root, directory).split(sep).join('/');
  const entries = Object.entries(environment).map(([name, value]) => ({
    name,
    value: value ?? '',
  }));
  try {
    const files = readDirectory(root, appPath, limits);
    const { manifests } = deliver({
      files,
      appPath,
      environment: requestEnvironment(entries),
      config,
    });
    return {
      exitCode: 0,
      stdout: manifests.map(manifest => `---\n${manifest}\n`).join(''),
      stderr: '',
    };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return {
      exitCode: 1,
      stdout: '',
      stderr: `${boundedMessage(error.message)}\n`,
    };
  }
}
