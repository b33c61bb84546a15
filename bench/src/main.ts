import { appendFile, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { benchUsage, parseBenchArguments } from './benchArguments';
import { benchmarks } from './benchmarks';
import { table } from './figures';

/** `npm run bench -- NAME [--json FILE]`: runs one benchmark and prints its table. */
async function main(): Promise<number> {
  const names = Object.keys(benchmarks);
  const asked = parseBenchArguments(process.argv.slice(2), names);
  switch (asked.ask) {
    case 'help':
      process.stdout.write(benchUsage(names));
      return 0;
    case 'nothing':
      process.stderr.write(
        `amalthea: ${asked.problem}.\n\n${benchUsage(names)}`,
      );
      return 2;
    default:
      return measure(asked.name, asked.json);
  }
}

async function measure(name: string, json?: string): Promise<number> {
  // Before the minutes that measuring takes.
  if (json !== undefined) await appendFile(json, '');
  const { run } = await benchmarks[name]();
  const figures = await run(message =>
    process.stderr.write(`${name}: ${message}\n`),
  );
  process.stdout.write(table(figures));
  if (json !== undefined) {
    const machine = `${cpus().length} x ${
      cpus()[0]?.model ?? 'unknown'
    }, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node.js ${
      process.version
    }`;
    await writeFile(
      json,
      `${JSON.stringify({ name, machine, figures }, undefined, 2)}\n`,
    );
  }
  return figures.some(line => line.met === false) ? 1 : 0;
}

main().then(
  code => {
    process.exitCode = code;
  },
  error => {
    process.stderr.write(
      `amalthea: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = 1;
  },
);
