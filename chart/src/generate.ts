import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from './generatedFiles';

for (const [path, content] of generatedFiles()) {
  const file = join(__dirname, '..', '..', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
