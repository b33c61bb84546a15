import { exampleInput } from '../__testUtils__/exampleInput';
import { buildPersistentVolumeClaim } from './pvc';

describe('buildPersistentVolumeClaim', () => {
  it.each([
    ['10Gi', '10Gi'],
    ['', '100Mi'],
    [1024, '1024'],
  ])('asks for %j as %s', (size, storage) => {
    const claim = buildPersistentVolumeClaim(
      exampleInput({ storage: { size, pvc: { enabled: true } } }),
    );
    expect(claim.spec).toEqual({
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage } },
      storageClassName: undefined,
    });
  });

  it.each<['Retain' | 'Delete', object]>([
    ['Retain', { 'amalthea.dev/owner': 'user:default/ada' }],
    ['Delete', {}],
  ])(
    'remembers its owner when it outlives the server: %s',
    (whenDeleted, expected) => {
      const input = exampleInput({
        storage: { pvc: { enabled: true, whenDeleted } },
      });
      const annotations = {
        'amalthea.dev/owner': 'user:default/ada',
        other: 'x',
      };
      const metadata = { ...input.server.metadata, annotations };
      const claim = buildPersistentVolumeClaim({
        ...input,
        server: { ...input.server, metadata },
      });
      expect(claim.metadata?.annotations).toEqual(expected);
    },
  );

  it('names class and access modes when the server does', () => {
    const pvc = {
      enabled: true,
      storageClassName: 'fast',
      accessModes: ['ReadWriteMany' as const],
    };
    expect(
      buildPersistentVolumeClaim(exampleInput({ storage: { pvc } })).spec,
    ).toMatchObject({
      storageClassName: 'fast',
      accessModes: ['ReadWriteMany'],
    });
  });
});
