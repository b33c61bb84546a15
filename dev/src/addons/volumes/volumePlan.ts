import { join } from 'node:path';
import type { KubernetesObject } from '@amalthea/kube';
import { provisioner } from '../../cluster/bootstrapObjects';

export interface Claim extends KubernetesObject {
  readonly spec?: {
    readonly accessModes?: readonly string[];
    readonly resources?: { readonly requests?: { readonly storage?: string } };
    readonly storageClassName?: string;
    readonly volumeMode?: string;
    readonly volumeName?: string;
  };
  readonly status?: {
    readonly phase?: string;
    readonly capacity?: { readonly storage?: string };
  };
}

export interface Volume extends KubernetesObject {
  readonly spec?: {
    readonly capacity?: { readonly storage?: string };
    readonly claimRef?: {
      readonly apiVersion?: string;
      readonly kind?: string;
      readonly namespace?: string;
      readonly name?: string;
      readonly uid?: string;
    };
    readonly accessModes?: readonly string[];
    readonly volumeMode?: string;
    readonly storageClassName?: string;
    readonly hostPath?: { readonly path: string };
    readonly nodeAffinity?: object;
    readonly persistentVolumeReclaimPolicy?: string;
    readonly local?: { readonly path: string };
  };
  readonly status?: { readonly phase?: string };
}

/** Where volumes are kept: a folder of the real node, or nowhere, for simulated ones. */
export type VolumePlace =
  | { readonly type: 'directory'; readonly path: string; readonly node: string }
  | { readonly type: 'simulated' };

/** What a claim needs: a new volume, more room on paper, or nothing. */
export type ClaimAction =
  | { readonly action: 'none' }
  | { readonly action: 'create'; readonly volume: Volume }
  | { readonly action: 'grow'; readonly storage: string };

/** Name of the volume that is made for a claim. */
export function volumeName(claim: Claim): string {
  return `pvc-${claim.metadata?.uid}`;
}

/** What to do about a claim of the class that this add-on serves. */
export function planClaim(
  claim: Claim,
  volume: Volume | undefined,
  storageClass: string,
  place: VolumePlace,
): ClaimAction {
  const storage = claim.spec?.resources?.requests?.storage;
  if (
    claim.spec?.storageClassName !== storageClass ||
    claim.metadata?.deletionTimestamp ||
    !storage
  ) {
    return { action: 'none' };
  }
  if (!claim.spec.volumeName && !volume) {
    return {
      action: 'create',
      volume: newVolume(claim, storage, storageClass, place),
    };
  }
  const isOurs =
    volume?.metadata?.annotations?.['pv.kubernetes.io/provisioned-by'] ===
    provisioner;
  const bound =
    claim.status?.phase === 'Bound' &&
    claim.spec.volumeName === volume?.metadata?.name;
  if (
    isOurs &&
    bound &&
    bytes(storage) > bytes(claim.status?.capacity?.storage ?? '0')
  ) {
    return { action: 'grow', storage };
  }
  return { action: 'none' };
}

/** Whether a volume, with what it holds, is to go: its claim has gone and its policy says Delete. */
export function isVolumeToDelete(volume: Volume): boolean {
  return (
    volume.metadata?.annotations?.['pv.kubernetes.io/provisioned-by'] ===
      provisioner &&
    volume.status?.phase === 'Released' &&
    volume.spec?.persistentVolumeReclaimPolicy === 'Delete'
  );
}

/** A Kubernetes quantity as a number of bytes; NaN when it is none. */
export function bytes(quantity: string): number {
  const match = /^(\d+(?:\.\d+)?)(?:e(\d+)|([KMGTPE]i|[kMGTPE]|m)?)$/i.exec(
    quantity,
  );
  if (!match) return Number.NaN;
  const [, number, exponent, suffix = ''] = match;
  if (exponent) return Number(number) * 10 ** Number(exponent);
  if (suffix === 'm') return Number(number) / 1000;
  const power = ['', 'K', 'M', 'G', 'T', 'P', 'E'].indexOf(
    suffix.charAt(0).toUpperCase(),
  );
  return Number(number) * (suffix.endsWith('i') ? 1024 : 1000) ** power;
}

function newVolume(
  claim: Claim,
  storage: string,
  storageClass: string,
  place: VolumePlace,
): Volume {
  const name = volumeName(claim);
  const { namespace, name: claimName, uid } = claim.metadata ?? {};
  const source =
    place.type === 'directory'
      ? {
          // A local volume, unlike a host path, follows the pod's fsGroup as volumes of real clusters do.
          local: { path: join(place.path, name) },
          nodeAffinity: {
            required: {
              nodeSelectorTerms: [
                {
                  matchExpressions: [
                    {
                      key: 'kubernetes.io/hostname',
                      operator: 'In',
                      values: [place.node],
                    },
                  ],
                },
              ],
            },
          },
        }
      : { hostPath: { path: `/simulated/${name}` } };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name,
      annotations: { 'pv.kubernetes.io/provisioned-by': provisioner },
    },
    spec: {
      capacity: { storage },
      accessModes: claim.spec?.accessModes,
      volumeMode: claim.spec?.volumeMode,
      storageClassName: storageClass,
      persistentVolumeReclaimPolicy: 'Delete',
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        namespace,
        name: claimName,
        uid,
      },
      ...source,
    },
  };
}
