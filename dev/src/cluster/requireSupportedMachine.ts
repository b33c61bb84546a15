import { DevError } from '../host/DevError';

export interface Machine {
  readonly platform: string;
  readonly architecture: string;
  /** Undefined where there are no numeric users. */
  readonly userId: number | undefined;
}

/**
 * Checks that a cluster can run here at all.
 *
 * @throws DevError `ARCHITECTURE_UNSUPPORTED` or `ROOT_REQUIRED`.
 */
export function requireSupportedMachine(
  options: { readonly simulated: boolean },
  machine: Machine = {
    platform: process.platform,
    architecture: process.arch,
    userId: process.getuid?.(),
  },
): void {
  const { platform, architecture, userId } = machine;
  if (
    platform !== 'linux' ||
    (architecture !== 'x64' && architecture !== 'arm64')
  ) {
    throw new DevError(
      'ARCHITECTURE_UNSUPPORTED',
      `A local cluster runs on Linux on x64 or arm64; this is ${platform} on ${architecture}. ` +
        'Use a Linux machine, or an existing cluster: npm start -- --kubeconfig FILE.',
    );
  }
  if (!options.simulated && userId !== 0) {
    throw new DevError(
      'ROOT_REQUIRED',
      'A real node needs root. Run the command as root (for example with sudo), or add --simulated for a cluster ' +
        'without containers, or use an existing cluster: npm start -- --kubeconfig FILE.',
    );
  }
}
