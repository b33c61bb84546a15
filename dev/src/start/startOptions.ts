import { parseArgs } from 'node:util';
import { DevError } from '../host/DevError';

/** What `npm start` is asked to do. */
export type StartOptions = {
  /** To say how it is used, and no more. */
  readonly help: boolean;
  /** Nodes and pods played by kwok: no root, no containers; servers do not answer. */
  readonly simulated: boolean;
  /** An existing cluster instead of a local one. */
  readonly kubeconfig?: string;
  /** The portal from its sources, reloading on change. */
  readonly development: boolean;
  /** Port of the portal. */
  readonly port: number;
};

/** How the command is used. */
export const startUsage = `Usage: npm start -- [--simulated | --kubeconfig FILE] [--dev] [--port N]

Starts a local cluster, the operator, a first server and the portal; ends all of it at Ctrl-C.

  --simulated        nodes and pods played by kwok: no root, no containers; servers do not answer
  --kubeconfig FILE  an existing cluster, by the current context of FILE, instead of a local one
  --dev              the portal from its sources, reloading on change
  --port N           port of the portal (default 7007)
`;

/**
 * Reads the words after `npm start --`.
 *
 * @throws DevError `USAGE` naming the option that is wrong.
 */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const values = read(args);
  if (values.simulated && values.kubeconfig !== undefined) {
    throw new DevError(
      'USAGE',
      `--simulated and --kubeconfig exclude each other.\n\n${startUsage}`,
    );
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new DevError(
      'USAGE',
      `--port takes a number from 1 to 65535, not '${values.port}'.\n\n${startUsage}`,
    );
  }
  return {
    help: values.help,
    simulated: values.simulated,
    kubeconfig: values.kubeconfig,
    development: values.dev,
    port,
  };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        simulated: { type: 'boolean', default: false },
        kubeconfig: { type: 'string' },
        dev: { type: 'boolean', default: false },
        port: { type: 'string', default: '7007' },
      },
    }).values;
  } catch (error) {
    throw new DevError(
      'USAGE',
      `${
        error instanceof Error ? error.message : String(error)
      }.\n\n${startUsage}`,
    );
  }
}
