import { execFile } from 'node:child_process';
import { toolPath } from '@amalthea/dev';

/** What kubectl said, whether it succeeded or not. */
export interface KubectlResult {
  readonly succeeded: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

const outputLimitBytes = 256 * 1024 * 1024;

/** Runs kubectl against the cluster of KUBECONFIG. */
export async function kubectl(
  args: readonly string[],
  input = '',
): Promise<KubectlResult> {
  const program = await toolPath('kubectl');
  return new Promise(resolve => {
    const child = execFile(
      program,
      [...args],
      { maxBuffer: outputLimitBytes },
      (error, stdout, stderr) =>
        resolve({ succeeded: error === null, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

/** @throws Error with what kubectl wrote to standard error, unless it succeeded. */
export async function kubectlOutput(
  args: readonly string[],
  input = '',
): Promise<string> {
  const { succeeded, stdout, stderr } = await kubectl(args, input);
  if (!succeeded) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
  return stdout;
}
