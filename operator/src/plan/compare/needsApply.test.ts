import { LiveObject } from '../observed/LiveObject';
import { correctable, needsApply } from './needsApply';

const metadata = { name: 'ada', namespace: 'science' };

function rendered(data: Record<string, string>) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
}

function live(
  data: Record<string, string>,
  resourceVersion: string,
  fields: Record<string, unknown> = {},
): LiveObject {
  const managedFields = [{ fieldsV1: fields }];
  return {
    ...rendered(data),
    metadata: { ...metadata, uid: 'uid', resourceVersion, managedFields },
  };
}

describe('needsApply', () => {
  const object = rendered({ a: 'x', b: 'y' });
  const applied = { object, live: live({ a: 'X', b: 'y' }, '1') };

  it.each<[string, LiveObject, boolean]>([
    ['of what is as rendered', live({ a: 'x', b: 'y' }, '2'), false],
    [
      'of what the last write left behind',
      live({ a: 'X', b: 'y' }, '3'),
      false,
    ],
    ['of another value in the same field', live({ a: 'Z', b: 'y' }, '4'), true],
    ['of another field', live({ a: 'X', b: 'Z' }, '5'), true],
  ])('knows the difference %s', (_name, now, expected) => {
    expect(needsApply(object, now, applied)).toBe(expected);
  });

  it('writes once where the last write is not known', () => {
    expect(needsApply(object, applied.live, undefined)).toBe(true);
  });

  it('writes what is rendered otherwise than at the last write', () => {
    const next = rendered({ a: 'x', b: 'y', c: 'z' });
    expect(
      needsApply(next, live({ a: 'X', b: 'y', c: '' }, '6'), applied),
    ).toBe(true);
  });

  it('gives up a field once, and not again when it is still ours afterwards', () => {
    const fields = { 'f:data': { 'f:gone': {} } };
    const before = live({ a: 'x', b: 'y' }, '7', fields);
    expect(needsApply(object, before, undefined)).toBe(true);
    expect(needsApply(object, before, { object, live: before })).toBe(false);
    const more = live({ a: 'x', b: 'y' }, '8', {
      'f:data': { 'f:gone': {}, 'f:more': {} },
    });
    expect(needsApply(object, more, { object, live: before })).toBe(true);
  });
});

describe('correctable', () => {
  it('names the differences that a write did not leave behind', () => {
    const object = rendered({ a: 'x', b: 'y' });
    const applied = { object, live: live({ a: 'X', b: 'y' }, '1') };
    const found = correctable(object, live({ a: 'X' }, '2'), applied);
    expect(found).toEqual([
      { pointer: '/data/b', desired: 'y', live: undefined },
    ]);
  });
});
