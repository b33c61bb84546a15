import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { referencePage } from './referencePage';

writeFileSync(
  resolve(__dirname, '../../../docs/reference/authz.md'),
  referencePage(),
);
