import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { DevError } from './DevError';
import type { Environment } from './userDirectories';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Environment;
  /** Written to the standard input, which is otherwise empty. */
  readonly input?: string;
  readonly signal?: AbortSignal;
  /** Scheduling priority, -20 to 19; 0 is normal. */
  readonly niceness?: number;
  /** Called with each line of standard error as it arrives. */
  readonly onErrorLine?: (line: string) => void;
}

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end and returns what it printed.
 *
 * @throws DevError `COMMAND_FAILED` with the end of its standard error when it cannot start or exits with another code than 0;
 *   the reason of `signal` when that ended it.
 */
export async function runCommand(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Output> {
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env,
    signal: options.signal,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  if (options.niceness !== undefined && child.pid !== undefined)
    setPriority(child.pid, options.niceness);
  let stdout = '';
  let stderr = '';
  let partial = '';
  child.stdout
    .setEncoding('utf8')
    .on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    const lines = (partial + text).split('\n');
    partial = lines.pop() ?? '';
    if (options.onErrorLine) lines.forEach(options.onErrorLine);
  });
  // A program that exits before it has read its input must not end this one with EPIPE.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  return new Promise<Output>((resolve, reject) => {
    child.once('error', error =>
      reject(
        options.signal?.aborted
          ? options.signal.reason
          : new DevError(
              'COMMAND_FAILED',
              `${program} could not be started: ${error.message}`,
              { cause: error },
            ),
      ),
    );
    child.once('close', (code, signal) => {
      if (code === 0) {
        resolve({ stdout, stderr });
        return;
      }
      const how = signal
        ? `was ended by ${signal}`
        : `exited with code ${code}`;
      const said = lastLines(stderr.trim() || stdout.trim(), 20);
      const command = [program, ...args].join(' ');
      reject(
        new DevError(
          'COMMAND_FAILED',
          `'${command}' ${how}${said ? `:\n${said}` : ''}`,
        ),
      );
    });
  });
}

/** The last `count` lines of a text. */
export function lastLines(text: string, count: number): string {
  return text.split('\n').slice(-count).join('\n');
}
