import fc from 'fast-check';
import { baseName, directoryOf, relativeTo, resolvePath } from './entryPath';

const segment = fc.constantFrom('a', 'b', '.', '..', '', 'c.yaml');
const relative = fc
  .array(segment, { maxLength: 12 })
  .map(parts => parts.join('/'));

describe('resolvePath', () => {
  it('normalises as a file system does', () => {
    expect(resolvePath('a/b', '../c/./d//e')).toEqual({
      ok: true,
      path: 'a/c/d/e',
    });
    expect(resolvePath('', './a/')).toEqual({ ok: true, path: 'a' });
    expect(resolvePath('', '.')).toEqual({ ok: true, path: '' });
  });

  it.each(['..', 'a/../..', '/etc/passwd', '../a', 'a\0b'])(
    'refuses %j',
    path => {
      expect(resolvePath('', path)).toEqual({ ok: false });
    },
  );

  it('never gives a path that leaves the repository', () => {
    const check = () =>
      fc.assert(
        fc.property(relative, relative, (directory, path) => {
          const base = resolvePath('', directory.replace(/^\/+/, ''));
          fc.pre(base.ok);
          const resolved = resolvePath(base.ok ? base.path : '', path);
          const isClean = (text: string) =>
            text === '' ||
            text.split('/').every(part => !['', '.', '..'].includes(part));
          return !resolved.ok || isClean(resolved.path);
        }),
      );
    expect(check).not.toThrow();
  });
});

describe('parts of a path', () => {
  it('are a directory, a name and what is left under a directory', () => {
    expect([directoryOf('a/b'), directoryOf('a'), baseName('a/b')]).toEqual([
      'a',
      '',
      'b',
    ]);
    expect([
      relativeTo('a', 'a/b'),
      relativeTo('', 'a/b'),
      relativeTo('a', 'ab/c'),
    ]).toEqual(['b', 'a/b', 'ab/c']);
  });
});
