import fc from 'fast-check';
import { Json } from '../kubernetes/json';
import { mergePatch } from './mergePatch';

/** The examples of RFC 7386, appendix A. */
const examples: [Json, Json, Json][] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

describe('mergePatch', () => {
  it.each(examples)('merges into %j the patch %j', (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });

  it('treats __proto__ as a name like any other', () => {
    const patch: Json = JSON.parse(
      '{"__proto__": {"polluted": true}, "constructor": {"a": 1}}',
    );
    expect(JSON.stringify(mergePatch({}, patch))).toBe(
      '{"__proto__":{"polluted":true},"constructor":{"a":1}}',
    );
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('gives the same when applied twice, and leaves the target alone', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(object, object, (target, patch) => {
        const before = JSON.stringify(target);
        const once = mergePatch(target as Json, patch as Json);
        expect(mergePatch(once, patch as Json)).toEqual(once);
        expect(JSON.stringify(target)).toBe(before);
      }),
    );
  });
});
