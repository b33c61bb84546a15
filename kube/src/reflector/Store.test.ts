import fc from 'fast-check';

import { KubernetesObject } from '../api/KubernetesObject';
import { Store } from './Store';

const object = (
  name: string,
  resourceVersion: number,
  uid: string = 'u',
  color: string = 'red',
) => ({
  metadata: {
    name,
    namespace: 'n',
    uid,
    resourceVersion: String(resourceVersion),
    labels: { color },
  },
});
const store = () =>
  new Store<KubernetesObject>({
    color: ({ metadata }) => [metadata?.labels?.color ?? ''],
  });

describe('Store', () => {
  it('files objects under what an index says now', () => {
    const colors = store();
    colors.upsert(object('a', 1));
    colors.upsert(object('a', 2, 'u', 'blue'));
    expect(colors.byIndex('color', 'red')).toEqual([]);
    expect(colors.byIndex('color', 'blue')).toHaveLength(1);
    expect(() => colors.byIndex('size', '1')).toThrow('no index "size"');
  });

  it('does not remove another object of the same name', () => {
    const objects = store();
    objects.upsert(object('a', 5, 'new'));
    expect(objects.remove(object('a', 9, 'old'))).toEqual([]);
    expect(objects.size).toBe(1);
  });

  it('holds after a complete list exactly what is in it', () => {
    const lists = fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('a', 'b', 'c', 'd'),
        version: fc.nat(9),
      }),
      {
        selector: ({ name }) => name,
      },
    );
    fc.assert(
      fc.property(lists, lists, (first, second) => {
        const objects = store();
        objects.replace(
          first.map(({ name, version }) => object(name, version)),
        );
        objects.replace(
          second.map(({ name, version }) => object(name, version + 10)),
        );
        expect(
          [...objects.list()].map(({ metadata }) => metadata?.name).sort(),
        ).toEqual(second.map(({ name }) => name).sort());
        expect(objects.byIndex('color', 'red')).toHaveLength(second.length);
      }),
    );
  });
});
