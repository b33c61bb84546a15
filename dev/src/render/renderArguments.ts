import { parseArgs } from 'node:util';
import { UsageError } from './usageError';

/** What the words of the command line ask for. */
export interface RenderArguments {
  readonly files: readonly string[];
  readonly config?: string;
  readonly delivery?: string;
  readonly namespace: string;
  readonly help: boolean;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        delivery: { type: 'string' },
        namespace: { type: 'string', short: 'n', default: 'default' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(
      `render: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** @throws UsageError that says which word is wrong. */
export function parseRenderArguments(args: readonly string[]): RenderArguments {
  const { values, positionals } = parse(args);
  const { delivery, namespace, help } = values;
  if (delivery !== undefined && !['bundle', 'gitops'].includes(delivery)) {
    throw new UsageError(
      `render: --delivery must be bundle or gitops, not '${delivery}'`,
    );
  }
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) {
    throw new UsageError(
      `render: --namespace must be the name of a namespace, not '${namespace}'`,
    );
  }
  if (!help && positionals.length === 0) {
    throw new UsageError(
      "render: name the files with JupyterServers, or '-' for standard input (--help shows more)",
    );
  }
  return { ...values, namespace, help, files: positionals };
}
