import { isJsonObject, Json, JsonObject } from '../kubernetes/json';
import { KubernetesObject } from '../kubernetes/object';
import { isLabelValue } from '../rules/kubernetesName';
import { ChildInput } from './child';
import { childLabels } from './childLabels';
import { deliveryAnnotations } from './deliveryAnnotations';
import { malformedChild, requireText, requireTexts } from './malformedChild';
import { omitEmpty } from './omitEmpty';
import { ownerReference } from './parent';

/**
 * What the API server writes itself. It comes with what people copy from `kubectl get -o yaml`; applied, it would be a
 * precondition that never holds, or a difference that never goes.
 */
const writtenByTheServer: ReadonlySet<string> = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);

/** Metadata that patches may give, and what they cannot change: namespace, labels of Amalthea, and owner. */
function finishMetadata(
  input: ChildInput,
  key: string,
  metadata: JsonObject,
): JsonObject {
  const { name: serverName, namespace: serverNamespace } =
    input.server.metadata;
  const { name, namespace, labels, annotations, ownerReferences, ...others } =
    metadata;
  if (namespace !== undefined && namespace !== serverNamespace) {
    throw malformedChild(
      `/${key}/metadata/namespace`,
      'must be the namespace of the server, or be left out',
    );
  }
  const owner = ownerReference(input, key);
  return {
    name:
      name === undefined
        ? serverName
        : requireText(name, `/${key}/metadata/name`),
    ...(serverNamespace === undefined ? {} : { namespace: serverNamespace }),
    labels: {
      ...requireTexts(labels, `/${key}/metadata/labels`),
      ...childLabels(input, key),
    },
    annotations: {
      ...requireTexts(annotations, `/${key}/metadata/annotations`),
      ...deliveryAnnotations(input, key),
    },
    ...(owner ? { ownerReferences: [{ ...owner }] } : {}),
    ...Object.fromEntries(
      Object.entries(others).filter(
        ([field]) => !writtenByTheServer.has(field),
      ),
    ),
  };
}

/**
 * Turns a member of the patched document into an object to apply.
 *
 * @throws RenderError when the patches left something that cannot be applied.
 */
export function finishChild(
  input: ChildInput,
  key: string,
  child: Json,
): KubernetesObject {
  if (key === '' || !isLabelValue(key)) {
    throw malformedChild(
      `/${key}`,
      'must be named with at most 63 letters, digits, -, _ and .',
    );
  }
  if (!isJsonObject(child))
    throw malformedChild(`/${key}`, 'must be an object');
  const { apiVersion, kind, metadata = {}, status: _status, ...body } = child;
  if (!isJsonObject(metadata)) {
    throw malformedChild(`/${key}/metadata`, 'must be an object');
  }
  return omitEmpty({
    apiVersion: requireText(apiVersion, `/${key}/apiVersion`),
    kind: requireText(kind, `/${key}/kind`),
    metadata: finishMetadata(input, key, metadata),
    ...body,
  });
}
