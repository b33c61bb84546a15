import { apiVersion, kind } from '../api/group';
import { OwnerReference } from '../kubernetes/object';
import { ChildInput } from './child';

/** The server's uid where children may carry it: what Git delivers is rendered before the server has one. */
export function parentUid({ server, config }: ChildInput): string | undefined {
  return config.delivery === 'gitops' ? undefined : server.metadata.uid;
}

/** The reference that lets Kubernetes delete a child with its server; undefined when the child is to stay. */
export function ownerReference(
  input: ChildInput,
  childKey: string,
): OwnerReference | undefined {
  const uid = parentUid(input);
  const { metadata, spec } = input.server;
  if (uid === undefined) return undefined;
  if (childKey === 'pvc' && spec.storage.pvc.whenDeleted === 'Retain')
    return undefined;
  return {
    apiVersion,
    kind,
    name: metadata.name,
    uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}
