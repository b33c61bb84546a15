import { parseArgs } from 'node:util';
import { DevError } from '../host/DevError';
import {
  findImage,
  imageNames,
  type ImageName,
} from '../images/imageReference';
import { findTool, type ToolName } from '../tools/toolCatalogue';

/** How the cluster command is used. */
export const clusterUsage = `Usage: npm run cluster -- up|down|status|env|load [options]

  up          start a local Kubernetes, or what is missing of it
  down        end it and remove everything it made
  status      what runs; exit code 1 when something does not
  env         print the shell lines that point kubectl and the tests to it
  load NAME   build images, all when none is named, and put them into the real node
  tools NAME  print where these programs are, building them first

  --simulated         nodes and pods played by kwok: no root, no containers
  --nodes N           number of simulated nodes (default 1)
  --name NAME         several clusters can run side by side (default 'default')
  --directory FOLDER  where it keeps everything
  --audit             keep an audit log of every request
  --no-images         start a real node without the repository's images
  --unthrottled       switch the API server's limits off, for benchmarks
  --api-port PORT     port of a simulated cluster's API server (default: a free one)
  --ingress-port PORT loopback port of the ingress (default: a free one)
`;

interface Place {
  readonly name?: string;
  readonly directory?: string;
}

export type ClusterCommand =
  | { readonly action: 'help' }
  | { readonly action: 'tools'; readonly tools: readonly ToolName[] }
  | ({ readonly action: 'down' | 'status' | 'env' } & Place)
  | ({ readonly action: 'load'; readonly images: readonly ImageName[] } & Place)
  | ({
      readonly action: 'up';
      readonly images: readonly ImageName[];
      readonly simulated: boolean;
      readonly nodes?: number;
      readonly audit: boolean;
      readonly unthrottled: boolean;
      readonly apiServerPort?: number;
      readonly ingressPort?: number;
    } & Place);

/**
 * Reads the words after `cluster`.
 *
 * @throws DevError `USAGE` for an unknown action or option, or a value that is no number.
 */
export function parseClusterCommand(args: readonly string[]): ClusterCommand {
  const { values, positionals } = parse(args);
  const [action, ...rest] = positionals;
  if (values.help || action === undefined || action === 'help')
    return { action: 'help' };
  if (action === 'tools')
    return { action, tools: rest.map(name => findTool(name).name) };
  const place = { name: values.name, directory: values.directory };
  if (action === 'load')
    return {
      action,
      ...place,
      images: rest.length > 0 ? rest.map(findImage) : imageNames,
    };
  if (rest.length > 0) throw usage(`'${rest[0]}' is one word too many`);
  if (action === 'down' || action === 'status' || action === 'env')
    return { action, ...place };
  if (action !== 'up') throw usage(`there is no action '${action}'`);
  const simulated = values.simulated ?? false;
  const nodes = wholeNumber('nodes', values.nodes, 10_000);
  if (nodes !== undefined && !simulated)
    throw usage('--nodes goes with --simulated: a real cluster has one node');
  return {
    action,
    ...place,
    simulated,
    images: simulated || values['no-images'] ? [] : imageNames,
    nodes,
    audit: values.audit ?? false,
    unthrottled: values.unthrottled ?? false,
    apiServerPort: wholeNumber('api-port', values['api-port'], 65_535),
    ingressPort: wholeNumber('ingress-port', values['ingress-port'], 65_535),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        simulated: { type: 'boolean' },
        nodes: { type: 'string' },
        name: { type: 'string' },
        directory: { type: 'string' },
        audit: { type: 'boolean' },
        'no-images': { type: 'boolean' },
        unthrottled: { type: 'boolean' },
        'api-port': { type: 'string' },
        'ingress-port': { type: 'string' },
      },
    });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(
  option: string,
  text: string | undefined,
  highest: number,
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= highest) return value;
  throw usage(
    `--${option} takes a whole number from 1 to ${highest}, not '${text}'`,
  );
}

function usage(problem: string): DevError {
  return new DevError('USAGE', `${problem}.\n\n${clusterUsage}`);
}
