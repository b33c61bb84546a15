import type { KubernetesObject } from '@amalthea/jupyterserver';
import { KubeError, type UnstructuredObject } from '@amalthea/kube';
import type { PreviewFinding } from '@amalthea/plugin-amalthea-common';
import type { Cluster } from '../clusters/ClusterAccess';
import {
  isVolumeOfAnother,
  outlivedItsServer,
  volumeOfAnother,
} from '../servers/volumeOfAnother';

/**
 * What stands already where objects of a new server would. The operator takes nothing that is somebody else's, so that
 * the server would fail as soon as it is made. What cannot be read is passed over: the portal need not see every kind.
 *
 * @param owner - entity reference of whoever asks for the server
 */
export async function takenNames(
  cluster: Cluster,
  namespace: string,
  owner: string,
  objects: Iterable<KubernetesObject>,
): Promise<readonly PreviewFinding[]> {
  const looks = [...objects].map(async ({ apiVersion, kind, metadata }) => {
    const name = metadata?.name;
    // The portal reads a Secret only to open a server.
    if (!apiVersion || !kind || !name || kind === 'Secret') return [];
    const found = await lookAt(cluster, { apiVersion, kind, name, namespace });
    return found ? [finding(kind, name, owner, found)] : [];
  });
  return (await Promise.all(looks)).flat();
}

async function lookAt(
  cluster: Cluster,
  target: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    readonly namespace: string;
  },
): Promise<UnstructuredObject | undefined> {
  try {
    const resource = await cluster.client.discovery.find(
      target.apiVersion,
      target.kind,
    );
    return await cluster.client.get<UnstructuredObject>(resource, target);
  } catch (failure) {
    if (failure instanceof KubeError) return undefined;
    throw failure;
  }
}

function finding(
  kind: string,
  name: string,
  owner: string,
  found: UnstructuredObject,
): PreviewFinding {
  const common = { code: 'NameConflict', field: 'name' } as const;
  if (isVolumeOfAnother(found, owner)) {
    return { ...common, severity: 'error', ...volumeOfAnother };
  }
  if (outlivedItsServer(found)) {
    return {
      ...common,
      severity: 'warning',
      sentence: `An earlier server of this name has left its ${kind}. It becomes part of the new one, with what is in it.`,
      hint: 'Choose another name if you do not want it.',
    };
  }
  return {
    ...common,
    severity: 'error',
    sentence: `This name is taken in the namespace: it has a ${kind} '${name}' of something else.`,
    hint: 'Choose another name.',
  };
}
