import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1';
import { volumeSize } from '../schema/storage';
import { annotations } from '../names/annotations';
import { ChildInput, childMetadata } from './child';

export function buildPersistentVolumeClaim(
  input: ChildInput,
): PersistentVolumeClaim {
  const { storage } = input.server.spec;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: childMetadata(input, { annotations: ownerOfFiles(input) }),
    spec: {
      accessModes: [...storage.pvc.accessModes],
      resources: { requests: { storage: volumeSize(storage) } },
      storageClassName: storage.pvc.storageClassName || undefined,
    },
  };
}

/** A volume that outlives its server remembers whose files it holds, for who asks for a server of that name later. */
function ownerOfFiles({ server, config }: ChildInput): Record<string, string> {
  const owner = server.metadata.annotations?.[annotations.owner];
  const outlives =
    server.spec.storage.pvc.whenDeleted === 'Retain' ||
    config.delivery === 'gitops';
  return owner !== undefined && outlives ? { [annotations.owner]: owner } : {};
}
