import { parseArgs } from 'node:util';
import { DevError } from '../host/DevError';

/** What `npm start` is asked to do. */
export type StartOptions = {
  /** Nodes and pods played by kwok: no root, no containers; servers do not answer. */
  readonly simulated: boolean;
  /** An existing cluster instead of a local one. */
  readonly kubeconfig?: string;
  /** The portal from its sources, reloading on change. */
  readonly development: boolean;
  /** Port of the portal. */
  readonly port: number;
};

const usage =
  'Usage: npm start -- [--simulated | --kubeconfig FILE] [--dev] [--port N]';

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
      `--simulated and --kubeconfig exclude each other. ${usage}`,
    );
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new DevError(
      'USAGE',
      `--port takes a number from 1 to 65535, not '${values.port}'. ${usage}`,
    );
  }
  return {
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
        simulated: { type: 'boolean', default: false },
        kubeconfig: { type: 'string' },
        dev: { type: 'boolean', default: false },
        port: { type: 'string', default: '7007' },
      },
    }).values;
  } catch (error) {
    throw new DevError(
      'USAGE',
      `${error instanceof Error ? error.message : String(error)}\n${usage}`,
    );
  }
}
