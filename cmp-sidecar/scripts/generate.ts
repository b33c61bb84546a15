import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { referencePage } from '../src/reference/referencePage';

writeFile(
  resolve(__dirname, '../../docs/reference/cmp-sidecar.md'),
  referencePage(),
).catch(error => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
