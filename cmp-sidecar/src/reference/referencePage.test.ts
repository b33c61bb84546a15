import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { referencePage } from './referencePage';

it('the committed reference is the one that parameters and variables give', () => {
  const committed = readFileSync(
    resolve(__dirname, '../../../docs/reference/cmp-sidecar.md'),
    'utf8',
  );
  expect(committed).toBe(referencePage());
});

it('every parameter and every variable has a meaning', () => {
  expect(referencePage()).not.toMatch(/\| +\|$/m);
});
