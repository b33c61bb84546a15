import {
  isJsonObject,
  type JsonObject,
  type KubernetesObject,
} from '@amalthea/jupyterserver';

/** A container of a pod, whichever object holds the pod. */
export interface Container {
  readonly name: string;
  readonly image: string | undefined;
  readonly requests: JsonObject;
  readonly limits: JsonObject;
  /** It runs to its end before the others start, unlike a side-car that starts first. */
  readonly runsFirst: boolean;
}

/** The containers and image volumes of one pod. */
export interface Pod {
  readonly containers: readonly Container[];
  readonly imageVolumes: readonly string[];
  /** Of volumes that end with the pod. */
  readonly ephemeralVolumeSizes: readonly unknown[];
  /** Of the pod as a whole, which its containers share. */
  readonly requests: JsonObject;
  readonly limits: JsonObject;
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

function listOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** The size that the spec of a claim, or of a template of one, asks for. */
function claimedSize(spec: unknown): unknown {
  const { resources } = objectOf(spec);
  return objectOf(objectOf(resources).requests).storage;
}

/** The sizes of the volumes that an object claims: as a claim, or for each of its pods. */
export function claimedSizes(object: KubernetesObject): readonly unknown[] {
  if (object.kind === 'PersistentVolumeClaim')
    return [claimedSize(object.spec)];
  const { volumeClaimTemplates } = objectOf(object.spec);
  return listOf(volumeClaimTemplates).map(({ spec }) => claimedSize(spec));
}

function container(value: JsonObject, isInitial: boolean): Container {
  const resources = objectOf(value.resources);
  return {
    name: String(value.name),
    image: typeof value.image === 'string' ? value.image : undefined,
    requests: objectOf(resources.requests),
    limits: objectOf(resources.limits),
    runsFirst: isInitial && value.restartPolicy !== 'Always',
  };
}

function pod(spec: JsonObject): Pod {
  const volumes = listOf(spec.volumes);
  return {
    containers: [
      ...listOf(spec.initContainers).map(value => container(value, true)),
      ...[...listOf(spec.containers), ...listOf(spec.ephemeralContainers)].map(
        value => container(value, false),
      ),
    ],
    imageVolumes: volumes
      .map(volume => objectOf(volume.image).reference)
      .filter(image => typeof image === 'string'),
    ephemeralVolumeSizes: volumes.flatMap(({ emptyDir, ephemeral }) => [
      ...(isJsonObject(emptyDir) ? [emptyDir.sizeLimit] : []),
      ...(isJsonObject(ephemeral)
        ? [claimedSize(objectOf(ephemeral.volumeClaimTemplate).spec)]
        : []),
    ]),
    requests: objectOf(objectOf(spec.resources).requests),
    limits: objectOf(objectOf(spec.resources).limits),
  };
}

function collect(value: unknown, found: Pod[]): void {
  if (Array.isArray(value)) value.forEach(item => collect(item, found));
  else if (isJsonObject(value)) {
    if (Array.isArray(value.containers)) found.push(pod(value));
    else Object.values(value).forEach(member => collect(member, found));
  }
}

/** Every pod that an object describes: its own, or the one in the template of whatever kind it is. */
export function podsOf(object: KubernetesObject): readonly Pod[] {
  const found: Pod[] = [];
  collect(object.spec, found);
  return found;
}
