import { hasParentSegment, isSameOrBelow, normalizeFilePath } from './filePath';

describe('isSameOrBelow', () => {
  it.each([
    ['/home/jovyan/work', '/home/jovyan/work'],
    ['/home/jovyan/work/', '/home/jovyan/work'],
    ['/home/jovyan/work', '/home/jovyan/work/'],
    ['/home/jovyan/work/a', '/home/jovyan/work'],
    ['/home//jovyan/./work/a', '/home/jovyan/work'],
    ['/data/a', 'data'],
  ])('finds %s in %s', (path, parent) =>
    expect(isSameOrBelow(path, parent)).toBe(true),
  );

  it.each([
    ['/home/jovyan/work2', '/home/jovyan/work'],
    ['/home/jovyan', '/home/jovyan/work'],
    ['/data', '/home/jovyan/work'],
    ['/', '/home'],
  ])('does not find %s in %s', (path, parent) =>
    expect(isSameOrBelow(path, parent)).toBe(false),
  );
});

describe('hasParentSegment', () => {
  it('knows .. as a segment only', () => {
    expect(['/a/../b', '..', '/..'].map(hasParentSegment)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['/a..b', '/...', '/a'].map(hasParentSegment)).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('normalizeFilePath', () => {
  it.each([
    ['/a/', '/a'],
    ['//a/./b//', '/a/b'],
    ['data', '/data'],
  ])('turns %s into %s', (path, normal) =>
    expect(normalizeFilePath(path)).toBe(normal),
  );
});
