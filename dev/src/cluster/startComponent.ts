import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DevError } from '../host/DevError';
import { saysDiskFull } from '../host/freeDiskSpace';
import { lastLines } from '../host/runCommand';
import type { Environment } from '../host/userDirectories';
import { componentMark, componentVariable } from './componentProcesses';

/** A program that the cluster consists of. */
export interface Component {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Runs with the machine's network even when the cluster has a real node. */
  readonly outsideBox?: boolean;
}

export interface RunningComponent {
  /** Rejects when the program has ended; never resolves. */
  readonly failed: Promise<never>;
}

/**
 * Starts a component detached from this process, its output in `logs/<name>.log`. It goes on when this process ends;
 * {@link RunningComponent.failed} tells whoever waits for it that it has ended early, and why.
 */
export async function startComponent(
  directory: string,
  component: Component,
): Promise<RunningComponent> {
  const logFile = join(directory, 'logs', `${component.name}.log`);
  const log = await open(logFile, 'a', 0o600);
  try {
    const child = spawn(component.program, component.args, {
      cwd: directory,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: {
        ...inheritedEnvironment(process.env),
        ...component.env,
        [componentVariable]: componentMark(directory, component.name),
      },
    });
    child.unref();
    const failed = whenEnded(child).then(async how => {
      throw explainEnd(
        component.name,
        how,
        await readFile(logFile, 'utf8').catch(() => ''),
      );
    });
    // Nobody waits for it any more once the component is ready.
    failed.catch(() => {});
    return { failed };
  } finally {
    await log.close();
  }
}

/** What a component may see of its starter's environment: its behaviour depends on its arguments alone. */
export function inheritedEnvironment(
  environment: Environment,
): Record<string, string> {
  const names = ['PATH', 'HOME', 'USER', 'LANG', 'TMPDIR'];
  return Object.fromEntries(
    names.flatMap(name =>
      environment[name] ? [[name, environment[name]]] : [],
    ),
  );
}

function whenEnded(child: ChildProcess): Promise<string> {
  return new Promise(resolve => {
    child.once('error', error =>
      resolve(`could not be started: ${error.message}`),
    );
    child.once('exit', (code, signal) =>
      resolve(signal ? `was ended by ${signal}` : `exited with code ${code}`),
    );
  });
}

/** Turns the last words of a component into an error that says what to do. */
export function explainEnd(name: string, how: string, log: string): DevError {
  const end = lastLines(log.trim(), 15);
  const inUse = /listen \w+ (\S+): bind: address already in use/.exec(end);
  if (inUse) {
    return new DevError(
      'PORT_IN_USE',
      `${name} ${how}: ${inUse[1]} is in use. End what uses it, or run 'cluster -- down' and 'up' again for other ports.`,
    );
  }
  if (saysDiskFull(end))
    return new DevError(
      'DISK_FULL',
      `${name} ${how}: the disk is full. Free some space.`,
    );
  return new DevError(
    'COMPONENT_FAILED',
    `${name} ${how}. The end of its log:\n${end}`,
  );
}
