import fc from 'fast-check';
import { fitColumns } from './fitColumns';

const columns = [
  { id: 'name', defaultWidth: '2fr', minWidth: 100 },
  { id: 'owner', defaultWidth: 100 },
  { id: 'profile', defaultWidth: 100 },
  { id: 'actions', defaultWidth: 100 },
];
const idsAt = (width: number | undefined) =>
  fitColumns(columns, width).map(({ id }) => id);

describe('fitColumns', () => {
  it.each([
    [undefined, ['name', 'owner', 'profile', 'actions']],
    [400, ['name', 'owner', 'profile', 'actions']],
    [399, ['name', 'owner', 'actions']],
    [299, ['name', 'actions']],
    [10, ['name', 'actions']],
  ])('at a width of %p leaves %j', (width, ids) => {
    expect(idsAt(width)).toEqual(ids);
  });

  it('never shows less on a wider page', () => {
    const width = fc.integer({ min: 0, max: 1_000 });
    fc.assert(
      fc.property(width, width, (one, other) => {
        const narrow = idsAt(Math.min(one, other));
        const wide = idsAt(Math.max(one, other));
        expect(wide).toEqual(expect.arrayContaining(narrow));
      }),
    );
  });

  it('makes what is left narrower where even that is too wide', () => {
    const two = [
      { id: 'state', defaultWidth: 180, minWidth: 130 },
      { id: 'name', defaultWidth: '2fr', minWidth: 120 },
    ];
    expect(fitColumns(two, 300)).toEqual(two);
    expect(fitColumns(two, 299)).toEqual([
      { ...two[0], defaultWidth: 130 },
      two[1],
    ]);
  });
});
