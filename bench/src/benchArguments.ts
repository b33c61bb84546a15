import { parseArgs } from 'node:util';

/** What the words after `npm run bench --` ask for. */
export type BenchArguments =
  | { readonly ask: 'help' }
  | { readonly ask: 'nothing'; readonly problem: string }
  | { readonly ask: 'run'; readonly name: string; readonly json?: string };

/** How the command is used. */
export function benchUsage(names: readonly string[]): string {
  return `Usage: npm run bench -- NAME [--json FILE]

Runs a benchmark and prints its table. NAME is one of ${names.join(', ')}.

  --json FILE  write the figures there, too
`;
}

/** Reads the words after `npm run bench --`. */
export function parseBenchArguments(
  words: readonly string[],
  names: readonly string[],
): BenchArguments {
  try {
    const { positionals, values } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        json: { type: 'string' },
      },
    });
    const [name, ...more] = positionals;
    if (values.help) return { ask: 'help' };
    if (name === undefined) return nothing('name a benchmark');
    if (!names.includes(name))
      return nothing(`there is no benchmark '${name}'`);
    if (more.length > 0) return nothing(`'${more[0]}' is one word too many`);
    return { ask: 'run', name, json: values.json };
  } catch (error) {
    return nothing(error instanceof Error ? error.message : String(error));
  }
}

function nothing(problem: string): BenchArguments {
  return { ask: 'nothing', problem };
}
