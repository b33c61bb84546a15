import {
  labels,
  labelValues,
  render,
  RenderError,
  type RenderConfig,
} from '@amalthea/jupyterserver';
import { isNotFound, resources, type UnstructuredObject } from '@amalthea/kube';
import type { Cluster } from '../clusters/ClusterAccess';
import { AmaltheaError } from '../errors/AmaltheaError';
import { clusterError } from '../errors/clusterError';
import { annotationKeys } from '../profiles/annotationKeys';
import type { DraftServer } from './draftServer';

/** What is said to whoever asks for a name whose files are not theirs. */
export const volumeOfAnother = {
  sentence:
    'An earlier server of this name has left its volume, and the files in it are not known to be yours.',
  hint: 'Choose another name.',
} as const;

/** As the operator judges it: nobody controls it, and it is marked as part of a server of this name. */
export function outlivedItsServer({ metadata }: UnstructuredObject): boolean {
  return (
    !metadata?.ownerReferences?.some(({ controller }) => controller) &&
    metadata?.labels?.[labels.parentName] === metadata?.name &&
    metadata?.labels?.[labels.managedBy] === labelValues.managedBy
  );
}

/** Whether a new server would show its owner the files of somebody else. A volume that names nobody is nobody's. */
export function isVolumeOfAnother(
  found: UnstructuredObject,
  owner: string,
): boolean {
  return (
    found.kind === 'PersistentVolumeClaim' &&
    outlivedItsServer(found) &&
    found.metadata?.annotations?.[annotationKeys.owner]?.toLowerCase() !==
      owner.toLowerCase()
  );
}

/**
 * Refuses a server that would get the volume another person's server left (`whenDeleted: Retain`, or delivered by Git):
 * people who share a namespace in the portal do not see each other's files.
 *
 * @throws AmaltheaError NameTaken, Cluster… when it cannot be known
 */
export async function refuseVolumeOfAnother(
  cluster: Cluster,
  { server, manifest }: DraftServer,
  renderConfig: RenderConfig,
): Promise<void> {
  const { namespace, annotations } = manifest.metadata;
  for (const name of claimsOf(server, renderConfig)) {
    const found = await cluster.client
      .get<UnstructuredObject>(resources.persistentVolumeClaims, {
        name,
        namespace,
      })
      .catch(failure => {
        if (isNotFound(failure)) return undefined;
        throw clusterError(failure, cluster.title);
      });
    if (
      found &&
      isVolumeOfAnother(
        { ...found, kind: 'PersistentVolumeClaim' },
        annotations[annotationKeys.owner],
      )
    ) {
      throw new AmaltheaError('NameTaken', volumeOfAnother.sentence, {
        hint: volumeOfAnother.hint,
      });
    }
  }
}

function claimsOf(
  server: DraftServer['server'],
  renderConfig: RenderConfig,
): readonly string[] {
  try {
    return [...render(server, renderConfig).values()].flatMap(
      ({ kind, metadata }) =>
        kind === 'PersistentVolumeClaim' && metadata?.name
          ? [metadata.name]
          : [],
    );
  } catch (failure) {
    // A patch that fails makes no volume; the server says so itself.
    if (failure instanceof RenderError) return [];
    throw failure;
  }
}
