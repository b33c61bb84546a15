import { JupyterServerSpecInput } from '../schema/spec';
import { exampleServer } from '../__testUtils__/exampleServer';
import { transitionProblems } from './transitionProblems';

type Storage = JupyterServerSpecInput['storage'];

function paths(before: Storage, after: Storage): string[] {
  return transitionProblems(
    exampleServer({ storage: before }),
    exampleServer({ storage: after }),
  ).map(({ path }) => path);
}

const pvc = { enabled: true, storageClassName: 'a' };

describe('transitionProblems', () => {
  it.each<[string, Storage, Storage]>([
    ['a volume that grows', { size: '1Gi', pvc }, { size: '1025Mi', pvc }],
    [
      'the same size in other words',
      { size: '1Gi', pvc },
      { size: '1024Mi', pvc },
    ],
    [
      'an empty size for the one it stands for',
      { size: '100Mi', pvc },
      { size: '', pvc },
    ],
    [
      'anything without a volume',
      { size: '2Gi' },
      { size: '1Gi', pvc: { storageClassName: 'b' } },
    ],
    ['a volume where there was none', { size: '2Gi' }, { size: '1Gi', pvc }],
  ])('allows %s', (_name, before, after) =>
    expect(paths(before, after)).toEqual([]),
  );

  it.each<[string, Storage, Storage, string]>([
    [
      'a volume that shrinks',
      { size: '1Gi', pvc },
      { size: '1G', pvc },
      'spec.storage.size',
    ],
    [
      'another class',
      { pvc },
      { pvc: { enabled: true, storageClassName: 'b' } },
      'spec.storage.pvc.storageClassName',
    ],
    [
      'no class any more',
      { pvc },
      { pvc: { enabled: true } },
      'spec.storage.pvc.storageClassName',
    ],
    [
      'other access modes',
      { pvc },
      { pvc: { ...pvc, accessModes: ['ReadWriteMany'] } },
      'spec.storage.pvc.accessModes',
    ],
  ])('refuses %s', (_name, before, after, path) =>
    expect(paths(before, after)).toEqual([path]),
  );
});
