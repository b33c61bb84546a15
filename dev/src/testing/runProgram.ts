import { spawn } from 'node:child_process';
import { endings } from '../host/abortOnSignals';
import { DevError } from '../host/DevError';

/**
 * Runs a program with this process's output; resolves to its exit code, 1 when a signal ended it. A signal that would
 * end this process goes to the program, which may have something to clean up, and is waited for.
 *
 * @throws DevError `INTERRUPTED` when the program has ended after such a signal.
 */
export function runProgram(
  command: string,
  words: readonly string[],
  options: {
    readonly cwd: string;
    readonly env?: Readonly<Record<string, string>>;
  },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: 'inherit',
    });
    let interruption: string | undefined;
    const forward = (name: NodeJS.Signals) => {
      interruption = name;
      child.kill(name);
    };
    for (const name of endings) process.on(name, forward);
    child.once('error', reject);
    child.once('exit', code => {
      for (const name of endings) process.off(name, forward);
      if (interruption === undefined) resolve(code ?? 1);
      else
        reject(new DevError('INTERRUPTED', `Interrupted by ${interruption}.`));
    });
  });
}
