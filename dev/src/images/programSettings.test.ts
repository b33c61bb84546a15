import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../root';
import { programSettings } from './programSettings';

describe('the settings of authz', () => {
  it('are the same in its Dockerfile', async () => {
    const lines = (
      await readFile(join(root, 'authz', 'Dockerfile'), 'utf8')
    ).split('\n');
    const { nodeArguments, environment } = programSettings('authz');
    for (const [name, value] of Object.entries(environment))
      expect(lines).toContain(`ENV ${name}=${value}`);
    expect(lines).toContain(
      `ENTRYPOINT ${JSON.stringify([
        'node',
        ...nodeArguments,
        '/app/main.js',
      ]).replaceAll(',', ', ')}`,
    );
  });
});
