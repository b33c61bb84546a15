import { isJsonObject, Json, JsonObject } from '../kubernetes/json';
import { toJson } from '../kubernetes/toJson';
import { KubernetesObject } from '../kubernetes/object';
import { applyPatches } from '../patch/applyPatches';
import { JupyterServer } from '../schema/jupyterServer';
import { Bundle } from './bundle';
import { ChildInput } from './child';
import { buildConfigMap } from './configMap';
import { finishChild } from './finishChild';
import { finishPodTemplate } from './finishPodTemplate';
import { buildHttpRoute } from './httpRoute';
import { buildIngress } from './ingress';
import { malformedChild } from './malformedChild';
import { buildNetworkPolicy } from './networkPolicy';
import { buildPersistentVolumeClaim } from './pvc';
import { RenderConfig } from './renderConfig';
import { buildSecret } from './secret';
import { buildService } from './service';
import { buildStatefulSet } from './statefulset';

/** The children before patches, by child key, in classic's order. */
function buildDocument(input: ChildInput): JsonObject {
  const { routing, storage } = input.server.spec;
  return {
    service: toJson(buildService(input)),
    ingress: toJson(
      routing.gateway
        ? buildHttpRoute(input, routing.gateway)
        : buildIngress(input),
    ),
    statefulset: toJson(buildStatefulSet(input)),
    configmap: toJson(buildConfigMap(input)),
    secret: toJson(buildSecret(input)),
    ...(storage.pvc.enabled
      ? { pvc: toJson(buildPersistentVolumeClaim(input)) }
      : {}),
    ...(input.config.networkPolicy.enabled
      ? { networkpolicy: toJson(buildNetworkPolicy(input)) }
      : {}),
  };
}

function finish(
  input: ChildInput,
  document: JsonObject,
  key: string,
  child: Json,
): KubernetesObject {
  const isPodOwner =
    key === 'statefulset' &&
    isJsonObject(child) &&
    child.kind === 'StatefulSet';
  const finished = isPodOwner
    ? finishPodTemplate(input, child, document.configmap)
    : child;
  return finishChild(input, key, finished);
}

/**
 * Everything that runs for a JupyterServer. A pure function: the same input gives the same bundle, whoever calls it.
 *
 * @throws RenderError when spec.patches cannot be applied, naming patch, operation and path.
 */
export function render(server: JupyterServer, config: RenderConfig): Bundle {
  const input: ChildInput = { server, config };
  const document = applyPatches(buildDocument(input), server.spec.patches);
  const bundle = new Map<string, KubernetesObject>();
  for (const [key, child] of Object.entries(document)) {
    // In this mode the operator alone writes the Secret: nothing secret goes through Git and Argo CD.
    if (key === 'secret' && config.delivery === 'gitops') continue;
    const finished = finish(input, document, key, child);
    requireOther(bundle, key, finished);
    bundle.set(key, finished);
  }
  return bundle;
}

/** One object under two keys would be written back and forth. */
function requireOther(
  bundle: Bundle,
  key: string,
  { apiVersion, kind, metadata }: KubernetesObject,
): void {
  for (const [other, child] of bundle) {
    if (
      child.metadata.name === metadata.name &&
      child.kind === kind &&
      child.apiVersion === apiVersion
    ) {
      throw malformedChild(
        `/${key}/metadata/name`,
        `must be another than that of /${other}, which is a ${kind} too`,
      );
    }
  }
}
