import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from './bundle';

describe('bundle', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'amalthea-bundle-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('names sources by their place in the checkout, wherever checkout and output are', async () => {
    await bundle('authz', join(folder, 'some', 'where'));

    const map = join(folder, 'some', 'where', 'main.js.map');
    const { sources } = JSON.parse(await readFile(map, 'utf8')) as {
      sources: string[];
    };
    expect(sources).toContain('src/main.ts');
    for (const source of sources)
      expect(source).toMatch(/^(src|\.\.\/(jupyterserver|node_modules))\//);
  });
});
