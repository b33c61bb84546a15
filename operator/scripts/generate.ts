import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { operatorReference } from '../src/reference/operatorReference';

/** Renews the operator's page of the reference. */
async function generate(): Promise<void> {
  const target = join(__dirname, '../../docs/reference/operator.md');
  await writeFile(target, await operatorReference());
}

generate().catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
