import { spawn } from 'node:child_process';

/** Runs a program with this process's output; resolves to its exit code, 1 when a signal ended it. */
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
    child.once('error', reject);
    child.once('exit', code => resolve(code ?? 1));
  });
}
