import { belongsTo, parentNames, toLiveObject } from './liveObject';

const server = { name: 'ada', uid: 'uid-ada' };
const owner = (uid: string, name: string = 'ada') => ({
  apiVersion: 'amalthea.dev/v1alpha1',
  kind: 'JupyterServer',
  name,
  uid,
  controller: true,
});
const labels = {
  'app.kubernetes.io/managed-by': 'amalthea',
  'amalthea.dev/parent-name': 'ada',
};

describe('belongsTo', () => {
  it.each([
    ['controlled by the server', { ownerReferences: [owner('uid-ada')] }, true],
    [
      'controlled by a deleted server of the same name',
      { labels, ownerReferences: [owner('old')] },
      false,
    ],
    [
      'controlled by something else',
      { labels, ownerReferences: [{ ...owner('x'), kind: 'Deployment' }] },
      false,
    ],
    [
      'labelled and controlled by nobody: delivered by Git, or a volume that was kept',
      { labels },
      true,
    ],
    [
      'labelled by somebody else',
      { labels: { 'amalthea.dev/parent-name': 'ada' } },
      false,
    ],
    [
      'of another server',
      { labels: { ...labels, 'amalthea.dev/parent-name': 'bob' } },
      false,
    ],
    ['of nobody', {}, false],
  ])('knows an object that is %s', (_name, metadata, expected) => {
    expect(belongsTo({ metadata }, server)).toBe(expected);
  });
});

describe('parentNames', () => {
  it('finds the server by label and by owner: either may be lost', () => {
    expect(
      parentNames({
        metadata: { labels, ownerReferences: [owner('u', 'eve')] },
      }),
    ).toEqual(['eve', 'ada']);
    expect(parentNames({ metadata: { labels } })).toEqual(['ada']);
    expect(parentNames({ metadata: {} })).toEqual([]);
  });
});

describe('toLiveObject', () => {
  it('keeps of the managed fields what the operator applied', () => {
    const object = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'ada',
        uid: 'u',
        resourceVersion: '1',
        managedFields: [
          {
            manager: 'amalthea-operator',
            operation: 'Apply',
            fieldsV1: { 'f:spec': {} },
          },
          { manager: 'amalthea-operator', operation: 'Update', fieldsV1: {} },
          {
            manager: 'amalthea-operator',
            operation: 'Apply',
            subresource: 'status',
            fieldsV1: {},
          },
          { manager: 'kubectl', operation: 'Apply', fieldsV1: {} },
        ],
      },
    };
    expect(toLiveObject(object).metadata.managedFields).toEqual([
      { fieldsV1: { 'f:spec': {} } },
    ]);
  });
});
