import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const tsx = join(root, 'node_modules/tsx/dist/loader.mjs');

/** An operator in a process of its own. */
export interface OperatorProcess {
  readonly child: ChildProcess;
  /** What it has written so far. */
  readonly output: () => string;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** Starts an operator with the credentials of KUBECONFIG. */
export function startOperatorProcess(
  words: readonly string[],
): OperatorProcess {
  const child = spawn(
    process.execPath,
    ['--import', tsx, join(root, 'operator/src/main.ts'), ...words],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const chunks: string[] = [];
  const keep = (chunk: Buffer) => chunks.push(chunk.toString());
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return {
    child,
    output: () => chunks.join(''),
    ended: once(child, 'exit').then(([code]) => code),
  };
}
