import { writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { benchmarks } from './benchmarks';
import { table } from './figures';

/** `npm run bench -- NAME [--json FILE]`: runs one benchmark and prints its table. */
async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' } },
  });
  const [name = ''] = positionals;
  const load = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
  if (!load || positionals.length !== 1) {
    process.stderr.write(
      `amalthea: name one benchmark: npm run bench -- NAME [--json FILE], NAME one of ${Object.keys(
        benchmarks,
      ).join(', ')}.\n`,
    );
    return 2;
  }
  const { run } = await load();
  const figures = await run(message =>
    process.stderr.write(`${name}: ${message}\n`),
  );
  process.stdout.write(table(figures));
  if (values.json !== undefined) {
    const machine = `${cpus().length} x ${
      cpus()[0]?.model ?? 'unknown'
    }, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node.js ${
      process.version
    }`;
    await writeFile(
      values.json,
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
