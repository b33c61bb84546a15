import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { referencePage } from './referencePage';

it('the committed reference is the one that the schema gives', () => {
  const committed = readFileSync(
    resolve(__dirname, '../../../docs/reference/authz.md'),
    'utf8',
  );
  expect(committed).toBe(referencePage());
});

it('every setting has a meaning', () => {
  expect(referencePage()).not.toMatch(/\|\s+\|\n\| `/);
});
