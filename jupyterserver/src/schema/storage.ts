import { z } from 'zod';
import { hasParentSegment } from '../rules/filePath';
import { dnsSubdomainPattern, isDnsSubdomain } from '../rules/kubernetesName';
import {
  celQuantity,
  compareQuantities,
  parseQuantity,
} from '../rules/quantity';
import { TransitionRule, withRules } from '../rules/rule';
import {
  celHasNoControlCharacters,
  hasNoControlCharacters,
} from '../rules/text';
import { celIsQuantity, celSign, quantitySchema } from './quantity';

/** What a volume gets when storage.size is empty, as in classic. */
export const fallbackVolumeSize = '100Mi';

const reservedMountPattern =
  '^/*$|^/*(proc|sys|dev|etc/jupyter_server_secrets)(/|$)';

const pvcSchema = withRules(
  z.object({
    enabled: z.boolean().default(false).meta({
      title: 'Keep files',
      description:
        'Keeps the files in a PersistentVolumeClaim. Otherwise they are lost when the server stops.',
    }),
    mountPath: z.string().max(1024).default('/home/jovyan/work').meta({
      title: 'Mount path',
      description:
        'Folder of the volume in the Jupyter container, with or without a claim.',
    }),
    storageClassName: z.string().max(253).optional().meta({
      title: 'Storage class',
      description:
        "StorageClass of the claim; cannot be changed. Absent: the cluster's default.",
    }),
    accessModes: z
      .array(
        z.enum([
          'ReadWriteOnce',
          'ReadWriteMany',
          'ReadWriteOncePod',
          'ReadOnlyMany',
        ]),
      )
      .min(1)
      .max(4)
      .default(['ReadWriteOnce'])
      .meta({
        title: 'Access modes',
        description: 'Access modes of the claim; cannot be changed.',
      }),
    whenDeleted: z.enum(['Delete', 'Retain']).default('Delete').meta({
      title: 'When deleted',
      description:
        'What happens to the claim when the JupyterServer is deleted.',
    }),
  }),
  [
    {
      field: ['mountPath'],
      message:
        'must be a folder other than / and the folders of the system, without .., : and control characters, such as /home/jovyan/work',
      cel: `self.mountPath != '' && !self.mountPath.contains(':') && !('..' in self.mountPath.split('/')) && !self.mountPath.matches(r'${reservedMountPattern}') && ${celHasNoControlCharacters(
        'self.mountPath',
      )}`,
      holds: ({ mountPath }) =>
        mountPath !== '' &&
        !mountPath.includes(':') &&
        !hasParentSegment(mountPath) &&
        !new RegExp(reservedMountPattern).test(mountPath) &&
        hasNoControlCharacters(mountPath),
    },
    {
      field: ['storageClassName'],
      message:
        'must be the name of a StorageClass: lower case letters, digits, - and .',
      cel: `!has(self.storageClassName) || self.storageClassName == '' || self.storageClassName.matches(r'${dnsSubdomainPattern}')`,
      holds: pvc =>
        !pvc.storageClassName || isDnsSubdomain(pvc.storageClassName),
    },
    {
      field: ['accessModes'],
      message: 'ReadWriteOncePod cannot be combined with another access mode',
      cel: "!('ReadWriteOncePod' in self.accessModes) || self.accessModes.size() == 1",
      holds: pvc =>
        !pvc.accessModes.includes('ReadWriteOncePod') ||
        pvc.accessModes.length === 1,
    },
  ],
);

interface Volume {
  readonly size: string | number;
  readonly pvc: {
    readonly enabled: boolean;
    readonly storageClassName?: string;
    readonly accessModes: readonly string[];
  };
}

/** The size that the claim asks for. */
export function volumeSize(storage: Pick<Volume, 'size'>): string {
  return storage.size === '' ? fallbackVolumeSize : String(storage.size);
}

const celVolumeSize = (storage: string) =>
  `(string(${storage}.size) == '' ? quantity('${fallbackVolumeSize}') : ${celQuantity(
    `${storage}.size`,
  )})`;
const celStorageClass = (storage: string) =>
  `(has(${storage}.pvc.storageClassName) ? ${storage}.pvc.storageClassName : '')`;
const celEitherDisabled = '!self.pvc.enabled || !oldSelf.pvc.enabled';

function keptClaim(after: Volume, before: Volume): boolean {
  return after.pvc.enabled && before.pvc.enabled;
}

/** What cannot change while a volume exists. */
export const storageTransitions: readonly TransitionRule<Volume>[] = [
  {
    field: ['size'],
    message: 'a volume cannot shrink: give at least the size it has',
    cel: `${celEitherDisabled} || ${celVolumeSize(
      'self',
    )}.compareTo(${celVolumeSize('oldSelf')}) >= 0`,
    holds: (after, before) =>
      !keptClaim(after, before) ||
      compareQuantities(volumeSize(after), volumeSize(before)) >= 0,
  },
  {
    field: ['pvc', 'storageClassName'],
    message: 'the storage class of a volume cannot be changed',
    cel: `${celEitherDisabled} || ${celStorageClass(
      'self',
    )} == ${celStorageClass('oldSelf')}`,
    holds: (after, before) =>
      !keptClaim(after, before) ||
      (after.pvc.storageClassName ?? '') ===
        (before.pvc.storageClassName ?? ''),
  },
  {
    field: ['pvc', 'accessModes'],
    message: 'the access modes of a volume cannot be changed',
    cel: `${celEitherDisabled} || self.pvc.accessModes == oldSelf.pvc.accessModes`,
    holds: (after, before) =>
      !keptClaim(after, before) ||
      after.pvc.accessModes.join() === before.pvc.accessModes.join(),
  },
];

/** spec.storage */
export const storageSchema = withRules(
  z.object({
    size: quantitySchema.default('100Mi').meta({
      title: 'Size',
      description:
        'Size of the volume; can grow, never shrink. Empty without a claim: no limit.',
      'x-kubernetes-int-or-string': true,
      maxLength: 64,
    }),
    pvc: pvcSchema.prefault({}).meta({
      title: 'Volume',
      description: 'Where the files of the server live.',
    }),
  }),
  [
    {
      field: ['size'],
      message:
        'must be a quantity such as 10Gi, not negative, and greater than zero for a volume claim',
      cel: `string(self.size) == '' || (${celIsQuantity(
        'self.size',
      )} && (${celSign('self.size')} > 0 || (!self.pvc.enabled && ${celSign(
        'self.size',
      )} == 0)))`,
      holds: ({ size, pvc }) => {
        if (size === '') return true;
        const value = parseQuantity(size);
        return (
          value !== undefined && (value > 0n || (value === 0n && !pvc.enabled))
        );
      },
      reads: [['size'], ['pvc', 'enabled']],
    },
  ],
  storageTransitions,
);
