import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { operatorReference } from './operatorReference';

describe('operatorReference', () => {
  it('is what docs/reference/operator.md holds; otherwise run npm run generate', async () => {
    const committed = readFileSync(
      join(__dirname, '../../../docs/reference/operator.md'),
      'utf8',
    );
    expect(committed).toBe(await operatorReference());
  });
});
