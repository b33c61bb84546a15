import fc from 'fast-check';
import { Json } from '../kubernetes/json';
import { jsonPatch } from './jsonPatch';
import { formatJsonPointer, parseJsonPointer } from './jsonPointer';

/** The examples of RFC 6902, appendix A, that succeed. */
const examples: [string, Json, Json[], Json][] = [
  [
    'A.1',
    { foo: 'bar' },
    [{ op: 'add', path: '/baz', value: 'qux' }],
    { baz: 'qux', foo: 'bar' },
  ],
  [
    'A.2',
    { foo: ['bar', 'baz'] },
    [{ op: 'add', path: '/foo/1', value: 'qux' }],
    { foo: ['bar', 'qux', 'baz'] },
  ],
  [
    'A.3',
    { baz: 'qux', foo: 'bar' },
    [{ op: 'remove', path: '/baz' }],
    { foo: 'bar' },
  ],
  [
    'A.4',
    { foo: ['bar', 'qux', 'baz'] },
    [{ op: 'remove', path: '/foo/1' }],
    { foo: ['bar', 'baz'] },
  ],
  [
    'A.5',
    { baz: 'qux', foo: 'bar' },
    [{ op: 'replace', path: '/baz', value: 'boo' }],
    { baz: 'boo', foo: 'bar' },
  ],
  [
    'A.6',
    { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 'grault' } },
    [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
    { foo: { bar: 'baz' }, qux: { corge: 'grault', thud: 'fred' } },
  ],
  [
    'A.7',
    { foo: ['all', 'grass', 'cows', 'eat'] },
    [{ op: 'move', from: '/foo/1', path: '/foo/3' }],
    { foo: ['all', 'cows', 'eat', 'grass'] },
  ],
  [
    'A.8',
    { baz: 'qux', foo: ['a', 2, 'c'] },
    [
      { op: 'test', path: '/baz', value: 'qux' },
      { op: 'test', path: '/foo/1', value: 2 },
    ],
    { baz: 'qux', foo: ['a', 2, 'c'] },
  ],
  [
    'A.10',
    { foo: 'bar' },
    [{ op: 'add', path: '/child', value: { grandchild: {} } }],
    { foo: 'bar', child: { grandchild: {} } },
  ],
  [
    'A.11',
    { foo: 'bar' },
    [{ op: 'add', path: '/baz', value: 'qux', xyz: 123 }],
    { foo: 'bar', baz: 'qux' },
  ],
  [
    'A.14',
    { '/': 9, '~1': 10 },
    [{ op: 'test', path: '/~01', value: 10 }],
    { '/': 9, '~1': 10 },
  ],
  [
    'A.16',
    { foo: ['bar'] },
    [{ op: 'add', path: '/foo/-', value: ['abc', 'def'] }],
    { foo: ['bar', ['abc', 'def']] },
  ],
  [
    'the whole document',
    { foo: 1 },
    [{ op: 'replace', path: '', value: { bar: 2 } }],
    { bar: 2 },
  ],
  [
    'a copy',
    { a: { b: [1] } },
    [
      { op: 'copy', from: '/a', path: '/c' },
      { op: 'add', path: '/c/b/-', value: 2 },
    ],
    { a: { b: [1] }, c: { b: [1, 2] } },
  ],
  [
    'a move onto itself',
    { a: 1 },
    [{ op: 'move', from: '/a', path: '/a' }],
    { a: 1 },
  ],
  [
    'a test of members in another order',
    { a: { b: 1, c: [2] } },
    [{ op: 'test', path: '/a', value: { c: [2], b: 1 } }],
    { a: { b: 1, c: [2] } },
  ],
];

const refusals: [string, Json, Json, RegExp][] = [
  [
    'a failing test (A.9)',
    { baz: 'qux' },
    { op: 'test', path: '/baz', value: 'bar' },
    /operation 0 \(test \/baz\): the value there is not the expected one/,
  ],
  [
    'an add to a missing parent (A.12)',
    { foo: 'bar' },
    { op: 'add', path: '/baz/bat', value: 'q' },
    /there is no 'baz' in the document/,
  ],
  [
    'text where a number is expected (A.15)',
    { '/': 9, '~1': 10 },
    { op: 'test', path: '/~01', value: '10' },
    /not the expected one/,
  ],
  [
    'a remove of what is missing',
    { a: { b: 1 } },
    { op: 'remove', path: '/a/c' },
    /\(remove \/a\/c\): there is no 'c' in \/a/,
  ],
  [
    'a replace of what is missing',
    {},
    { op: 'replace', path: '/a', value: 1 },
    /there is no 'a'/,
  ],
  [
    'an index beyond the end',
    { a: [1] },
    { op: 'add', path: '/a/2', value: 1 },
    /has only 1 entries/,
  ],
  [
    'an index with a leading zero',
    { a: [1, 2] },
    { op: 'replace', path: '/a/01', value: 1 },
    /'01' is no index/,
  ],
  [
    'a name as an index',
    { a: [1] },
    { op: 'add', path: '/a/length', value: 1 },
    /'length' is no index/,
  ],
  [
    'the end of a list as a place to remove',
    { a: [1] },
    { op: 'remove', path: '/a/-' },
    /'-' is no index/,
  ],
  [
    'a step into a text',
    { a: 'b' },
    { op: 'add', path: '/a/b', value: 1 },
    /\/a is neither an object nor a list/,
  ],
  [
    'a move into itself',
    { a: { b: 1 } },
    { op: 'move', from: '/a', path: '/a/b' },
    /cannot be moved into itself/,
  ],
  [
    'an inherited name',
    {},
    { op: 'copy', from: '/toString', path: '/a' },
    /there is no 'toString'/,
  ],
  [
    'a path without a slash',
    {},
    { op: 'add', path: 'a', value: 1 },
    /must begin with '\/'/,
  ],
  [
    'a lone tilde',
    {},
    { op: 'add', path: '/a~b', value: 1 },
    /'~' must be written as/,
  ],
  ['a missing value', {}, { op: 'add', path: '/a' }, /'value' is missing/],
  ['a missing path', {}, { op: 'add', value: 1 }, /'path' is missing/],
  [
    'an unknown operation',
    {},
    { op: 'frobnicate', path: '/a' },
    /\(frobnicate \/a\): 'op' must be one of/,
  ],
  ['an operation that is none', {}, 'add', /an operation must be an object/],
  [
    'the removal of everything',
    {},
    { op: 'remove', path: '' },
    /cannot be removed/,
  ],
];

describe('jsonPatch', () => {
  it.each(examples)('applies %s', (_name, document, operations, result) => {
    expect(jsonPatch(document, operations)).toEqual(result);
  });

  it.each(refusals)('refuses %s', (_name, document, operation, message) => {
    expect(() => jsonPatch(document, [operation])).toThrow(message);
  });

  it('names the operation that fails, counted from 0', () => {
    const operations: Json[] = [
      { op: 'add', path: '/a', value: 1 },
      { op: 'remove', path: '/b' },
    ];
    expect(() => jsonPatch({}, operations)).toThrow(
      expect.objectContaining({ index: 1, op: 'remove', path: '/b' }),
    );
  });

  it('treats __proto__ as a name like any other', () => {
    const result = jsonPatch({}, [
      { op: 'add', path: '/__proto__', value: { polluted: true } },
    ]);
    expect(JSON.stringify(result)).toBe('{"__proto__":{"polluted":true}}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('composes: two patches one after the other are their operations in one', () => {
    const operation = fc.record({
      op: fc.constant('add'),
      path: fc.constantFrom('/a', '/b', '/b/c', '/b/-'),
      value: fc.constantFrom<Json>(1, {}, []),
    });
    const document: Json = { a: 0, b: {} };
    const attempt = (apply: () => Json) => {
      try {
        return { result: apply() };
      } catch {
        return { result: undefined };
      }
    };
    fc.assert(
      fc.property(
        fc.array(operation, { maxLength: 4 }),
        fc.array(operation, { maxLength: 4 }),
        (first, second) => {
          const before = JSON.stringify(document);
          expect(
            attempt(() => jsonPatch(document, [...first, ...second])),
          ).toEqual(
            attempt(() => jsonPatch(jsonPatch(document, first), second)),
          );
          expect(JSON.stringify(document)).toBe(before);
        },
      ),
    );
  });
});

describe('a JSON pointer', () => {
  it('survives being written and read', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), tokens => {
        expect(parseJsonPointer(formatJsonPointer(tokens))).toEqual(tokens);
      }),
    );
  });
});
