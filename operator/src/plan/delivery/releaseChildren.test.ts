import { LiveObject } from '../observed/LiveObject';
import { World } from '../testing/World';
import { ownsMoreThanReplicas } from './releaseChildren';

const volume = { storage: { pvc: { enabled: true } } };
const git = { 'amalthea.dev/delivery': 'gitops' };
const withHash = { ...git, 'amalthea.dev/render-hash': 'sha256:1' };

/** The kinds of children that still have an owner, once Git has taken over. */
function ownedAfter(annotations: Record<string, string>): readonly string[] {
  const world = new World(volume);
  world.settle();
  world.metadata = { annotations };
  world.settle();
  return [...world.objects.values()]
    .filter(({ metadata }) => metadata.ownerReferences?.length)
    .map(({ kind }) => kind)
    .sort();
}

describe('releaseChildren', () => {
  it('leaves everything but the Secret to Git once Git has brought a bundle', () => {
    expect(ownedAfter(withHash)).toEqual(['Secret']);
  });

  it('keeps the children of a server of which Git has brought nothing', () => {
    const kinds = ['PersistentVolumeClaim', 'Secret', 'Service', 'StatefulSet'];
    expect(ownedAfter(git)).toEqual(expect.arrayContaining(kinds));
  });

  it('writes nothing to what Git has made itself', () => {
    const world = new World(volume, { annotations: withHash });
    world.settle();
    expect(world.plan().filter(({ type }) => type === 'releaseChild')).toEqual(
      [],
    );
  });
});

describe('ownsMoreThanReplicas', () => {
  it.each([
    [{ 'f:spec': { 'f:replicas': {} } }, false],
    [{}, false],
    [{ 'f:spec': { 'f:replicas': {}, 'f:template': {} } }, true],
    [{ 'f:metadata': { 'f:labels': {} } }, true],
  ])('says of %j: %j', (fieldsV1, owns) => {
    const child = { metadata: { managedFields: [{ fieldsV1 }] } };
    expect(ownsMoreThanReplicas(child as unknown as LiveObject)).toBe(owns);
  });

  it('says no of what the operator has never written', () => {
    const child = { metadata: { managedFields: [] } };
    expect(ownsMoreThanReplicas(child as unknown as LiveObject)).toBe(false);
  });
});
