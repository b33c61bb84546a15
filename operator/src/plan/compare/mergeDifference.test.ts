import { mergePatch } from '@amalthea/jupyterserver';
import fc from 'fast-check';

import { mergeDifference, sameJson } from './mergeDifference';

/** A merge patch cannot say null, and cannot tell an empty object from an absent one inside others. */
const value = fc.letrec(tie => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.array(fc.integer()),
    tie('object'),
  ),
  object: fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), tie('node'), {
    minKeys: 1,
    maxKeys: 4,
  }),
}));
const object = value.object as fc.Arbitrary<Record<string, unknown>>;

describe('mergeDifference', () => {
  it('turns the one into the other', () => {
    fc.assert(
      fc.property(object, object, (from, to) => {
        const patch = mergeDifference(from, to) ?? {};
        expect(sameJson(mergePatch(from as never, patch as never), to)).toBe(
          true,
        );
      }),
    );
  });

  it('is nothing between equals, whatever the order of their keys', () => {
    expect(
      mergeDifference({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }),
    ).toBeUndefined();
  });

  it('leaves out what is undefined, and takes away what was there', () => {
    expect(mergeDifference({ a: 1, b: 2 }, { a: 1, b: undefined })).toEqual({
      b: null,
    });
    expect(mergeDifference({ a: 1 }, { a: 1, b: undefined })).toBeUndefined();
  });

  it('starts from nothing where there was no object', () => {
    expect(mergeDifference(undefined, { a: 1 })).toEqual({ a: 1 });
  });
});
