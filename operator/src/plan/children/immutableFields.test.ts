import { LiveObject } from '../observed/LiveObject';
import { immutableChange, withImmutableOf } from './immutableFields';

const templates = [{ metadata: { name: 'data' } }];

function statefulSet(spec: Record<string, unknown>) {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'ada' },
    spec,
  };
}

function live(
  spec: Record<string, unknown>,
  owned: readonly string[] = [],
): LiveObject {
  const fields = Object.fromEntries(owned.map(field => [`f:${field}`, {}]));
  return {
    ...statefulSet(spec),
    metadata: {
      name: 'ada',
      uid: 'u',
      managedFields: [{ fieldsV1: { 'f:spec': fields } }],
    },
  };
}

describe('immutableChange', () => {
  it.each<
    [string, Record<string, unknown>, LiveObject, readonly string[] | undefined]
  >([
    [
      'another value',
      { serviceName: 'b' },
      live({ serviceName: 'a' }),
      ['serviceName'],
    ],
    [
      'the same value',
      { serviceName: 'a' },
      live({ serviceName: 'a' }),
      undefined,
    ],
    [
      'a field that we gave and give no more',
      {},
      live({ volumeClaimTemplates: templates }, ['volumeClaimTemplates']),
      ['volumeClaimTemplates'],
    ],
    [
      'a field that others gave',
      {},
      live({ volumeClaimTemplates: templates }),
      undefined,
    ],
  ])('knows %s', (_name, spec, now, expected) => {
    expect(immutableChange(statefulSet(spec), now, undefined)).toEqual(
      expected,
    );
  });

  it('takes no change for one that the API server makes of it', () => {
    const object = statefulSet({ serviceName: 'a' });
    const kept = live({ serviceName: 'A' });
    expect(
      immutableChange(object, kept, { object, live: kept }),
    ).toBeUndefined();
  });
});

describe('withImmutableOf', () => {
  it('keeps what cannot change, so that the rest can', () => {
    const now = live({ serviceName: 'a', volumeClaimTemplates: templates }, [
      'volumeClaimTemplates',
    ]);
    const desired = statefulSet({ serviceName: 'b', replicas: 1 });
    expect(withImmutableOf(desired, now).spec).toEqual({
      serviceName: 'a',
      replicas: 1,
      volumeClaimTemplates: templates,
    });
  });
});
