import { toolPath } from '../src';
import { runCommand } from '../src/host/runCommand';
import type { ClusterState } from '../src';

/** Runs kubectl as the administrator of a cluster and returns what it printed. */
export async function kubectl(
  state: ClusterState,
  args: readonly string[],
  input?: string,
): Promise<string> {
  const { stdout } = await runCommand(await toolPath('kubectl'), args, {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      KUBECONFIG: state.kubeconfig,
    },
    input,
  });
  return stdout;
}
