import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../root';
import { programSettings } from './programSettings';

describe.each(['authz', 'operator'] as const)('the settings of %s', name => {
  it('are the same in its Dockerfile', async () => {
    const lines = (
      await readFile(join(root, name, 'Dockerfile'), 'utf8')
    ).split('\n');
    const { nodeArguments, environment } = programSettings(name);
    for (const [variable, value] of Object.entries(environment))
      expect(lines).toContain(`ENV ${variable}=${value}`);
    expect(lines).toContain(
      `ENTRYPOINT ${JSON.stringify([
        'node',
        ...nodeArguments,
        '/app/main.js',
      ]).replaceAll(',', ', ')}`,
    );
  });
});
