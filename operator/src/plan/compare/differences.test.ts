import fc from 'fast-check';

import { covers, differences } from './differences';

const pointers = (desired: unknown, live: unknown) =>
  [...differences(desired, live)].map(({ pointer }) => pointer);

describe('differences', () => {
  it('finds nothing in what is covered: defaults and fields of others are not looked at', () => {
    const live = {
      spec: {
        ports: [{ port: 80, protocol: 'TCP', targetPort: 4180 }],
        type: 'ClusterIP',
      },
      status: {},
    };
    expect(
      pointers({ spec: { ports: [{ port: 80, targetPort: 4180 }] } }, live),
    ).toEqual([]);
  });

  it('finds changed and missing fields', () => {
    expect(pointers({ a: 1, b: { c: 'x' } }, { a: 2, b: {} })).toEqual([
      '/a',
      '/b/c',
    ]);
  });

  it('compares containers by name, wherever they are', () => {
    const live = {
      containers: [{ name: 'injected' }, { name: 'jupyter', image: 'a' }],
    };
    expect(
      pointers({ containers: [{ name: 'jupyter', image: 'a' }] }, live),
    ).toEqual([]);
    expect(
      pointers({ containers: [{ name: 'jupyter', image: 'b' }] }, live),
    ).toEqual(['/containers/0/image']);
  });

  it('compares the rules of a network policy whole: an added port is a difference', () => {
    const desired = {
      spec: { ingress: [{ ports: [{ port: 4180, protocol: 'TCP' }] }] },
    };
    const live = {
      spec: {
        ingress: [
          {
            ports: [
              { port: 4180, protocol: 'TCP' },
              { port: 22, protocol: 'TCP' },
            ],
          },
        ],
      },
    };
    expect(pointers(desired, live)).toEqual(['/spec/ingress/0/ports']);
  });

  it('takes an added label of a selector for a difference', () => {
    expect(
      pointers(
        { selector: { app: 'a' } },
        { selector: { app: 'a', more: 'b' } },
      ),
    ).toEqual(['/selector/more']);
  });

  it('takes an added label of the metadata for somebody else', () => {
    expect(
      pointers({ labels: { app: 'a' } }, { labels: { app: 'a', more: 'b' } }),
    ).toEqual([]);
  });

  it.each([
    ['0.5', '500m'],
    ['1024Mi', '1Gi'],
    [1, '1'],
    ['1e3', '1k'],
  ])('knows that %s of memory is %s', (desired, live) => {
    expect(
      pointers(
        { requests: { memory: desired } },
        { requests: { memory: live } },
      ),
    ).toEqual([]);
  });

  it('does not take other texts for quantities', () => {
    expect(pointers({ value: '1024Mi' }, { value: '1Gi' })).toEqual(['/value']);
  });

  it('takes empty and absent for the same, except where presence means something', () => {
    expect(pointers({ annotations: {}, args: [] }, {})).toEqual([]);
    expect(pointers({ emptyDir: {} }, {})).toEqual(['/emptyDir']);
    expect(pointers({ emptyDir: {} }, { emptyDir: {} })).toEqual([]);
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'compares a field called %s like any other',
    name => {
      const value = JSON.parse(`{"a": {"${name}": ["x"]}}`);
      expect(pointers(value, value)).toEqual([]);
      expect(pointers(value, { a: {} })).toEqual([`/a/${name}`]);
      expect(pointers({ selector: {} }, { selector: value.a })).toEqual([
        `/selector/${name}`,
      ]);
    },
  );

  it('finds nothing between any value and itself', () => {
    fc.assert(fc.property(fc.jsonValue(), value => covers(value, value)));
  });
});
