import { join } from 'node:path';
import { cacheDirectory } from '../host/userDirectories';
import { runCommand } from '../host/runCommand';
import { toolPath } from '../tools/toolPath';

/** kubectl for one cluster; resolves to what it printed. */
export type Kubectl = (
  words: readonly string[],
  input?: string,
) => Promise<string>;

/** Makes a `Kubectl` for the cluster of a kubeconfig. */
export async function kubectlFor(
  kubeconfig: string,
  signal?: AbortSignal,
): Promise<Kubectl> {
  const program = await toolPath('kubectl');
  return async (words, input) => {
    const { stdout } = await runCommand(program, words, {
      env: {
        // Else it leaves what it knows of each cluster in ~/.kube.
        KUBECACHEDIR: join(cacheDirectory(), 'kubectl'),
        ...process.env,
        KUBECONFIG: kubeconfig,
      },
      input,
      signal,
    });
    return stdout;
  };
}
