import { provisioner } from '../../cluster/bootstrapObjects';
import {
  bytes,
  isVolumeToDelete,
  planClaim,
  type Claim,
  type Volume,
  type VolumePlace,
} from './volumePlan';

const place: VolumePlace = {
  type: 'directory',
  path: '/d/volumes',
  node: 'node-0',
};
const claim: Claim = {
  metadata: { namespace: 'n', name: 'c', uid: 'u' },
  spec: {
    storageClassName: 'standard',
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
  },
};
const ours = {
  name: 'pvc-u',
  annotations: { 'pv.kubernetes.io/provisioned-by': provisioner },
};
const bound: Claim = {
  ...claim,
  spec: { ...claim.spec, volumeName: 'pvc-u' },
  status: { phase: 'Bound', capacity: { storage: '1Gi' } },
};
const plan = (wanted: Claim, volume?: Volume) =>
  planClaim(wanted, volume, 'standard', place);

describe('planClaim', () => {
  it('makes a volume of the size and modes that a claim asks for, reserved for it', () => {
    expect(plan(claim)).toMatchObject({
      action: 'create',
      volume: {
        metadata: { name: 'pvc-u' },
        spec: {
          capacity: { storage: '1Gi' },
          accessModes: ['ReadWriteOnce'],
          claimRef: { namespace: 'n', name: 'c', uid: 'u' },
          local: { path: '/d/volumes/pvc-u' },
        },
      },
    });
  });

  it.each<[string, Claim, Volume | undefined]>([
    [
      'of another class',
      { ...claim, spec: { ...claim.spec, storageClassName: 'fast' } },
      undefined,
    ],
    [
      'that is being deleted',
      { ...claim, metadata: { ...claim.metadata, deletionTimestamp: 'now' } },
      undefined,
    ],
    ['whose volume is made already', claim, { metadata: ours }],
    ['that has what it wants', bound, { metadata: ours }],
    [
      'bound to a volume that somebody else made',
      {
        ...bound,
        spec: { ...bound.spec, resources: { requests: { storage: '2Gi' } } },
      },
      { metadata: { name: 'pvc-u' } },
    ],
  ])('leaves a claim alone %s', (_which, wanted, volume) => {
    expect(plan(wanted, volume)).toEqual({ action: 'none' });
  });

  it('grows a bound claim that asks for more', () => {
    const more = {
      ...bound,
      spec: { ...bound.spec, resources: { requests: { storage: '2Gi' } } },
    };
    expect(plan(more, { metadata: ours })).toEqual({
      action: 'grow',
      storage: '2Gi',
    });
  });
});

describe('isVolumeToDelete', () => {
  const released: Volume = {
    metadata: ours,
    spec: { persistentVolumeReclaimPolicy: 'Delete' },
    status: { phase: 'Released' },
  };

  it('is true once the claim has gone', () => {
    expect(isVolumeToDelete(released)).toBe(true);
  });

  it.each<[string, Volume]>([
    ['is bound', { ...released, status: { phase: 'Bound' } }],
    [
      'is to be kept',
      { ...released, spec: { persistentVolumeReclaimPolicy: 'Retain' } },
    ],
    ['is not ours', { ...released, metadata: { name: 'pvc-u' } }],
  ])('is false for one that %s', (_which, volume) => {
    expect(isVolumeToDelete(volume)).toBe(false);
  });
});

describe('bytes', () => {
  it.each([
    ['1', 1],
    ['1Ki', 1024],
    ['1.5Gi', 1.5 * 1024 ** 3],
    ['2G', 2e9],
    ['3k', 3000],
    ['1e3', 1000],
    ['1000m', 1],
    ['what', Number.NaN],
  ])('reads the quantity %s', (quantity, value) => {
    expect(bytes(quantity)).toBe(value);
  });
});
