import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1';
import { volumeSize } from '../schema/storage';
import { ChildInput, childMetadata } from './child';

export function buildPersistentVolumeClaim(
  input: ChildInput,
): PersistentVolumeClaim {
  const { storage } = input.server.spec;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: childMetadata(input),
    spec: {
      accessModes: [...storage.pvc.accessModes],
      resources: { requests: { storage: volumeSize(storage) } },
      storageClassName: storage.pvc.storageClassName || undefined,
    },
  };
}
