import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'security.md'), 'utf8');

/** `path/of.test.ts`: "a title", "another title" */
const named = [
  ...page.matchAll(
    /`([\w./-]+\.test\.ts)`: ("(?:\\"|[^"])+"(?:, "(?:\\"|[^"])+")*)/g,
  ),
].flatMap(([, file = '', titles = '']) =>
  [...titles.matchAll(/"((?:\\"|[^"])+)"/g)].map(
    ([, title = '']) => [file, title.replace(/\\"/g, '"')] as const,
  ),
);

describe('docs/security.md', () => {
  it('names tests', () => {
    expect(named.length).toBeGreaterThan(60);
  });

  it.each(named)('names in %s a test that exists: %s', (file, title) => {
    const path = join(root, file);
    expect(existsSync(path)).toBe(true);
    const source = readFileSync(path, 'utf8').replace(/\\'/g, "'");
    expect(source.includes(title)).toBe(true);
  });
});
