import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from './generatedFiles';

describe('generated files of the chart', () => {
  it.each([...generatedFiles()])(
    '%s is what npm run generate writes',
    (path, content) => {
      const file = join(__dirname, '..', '..', path);
      expect(existsSync(file) ? readFileSync(file, 'utf8') : 'missing').toBe(
        content,
      );
    },
  );
});
