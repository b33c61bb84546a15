import { isJsonObject, Json, JsonObject } from '../kubernetes/json';
import { KubernetesObject } from '../kubernetes/object';
import { isLabelValue } from '../rules/kubernetesName';
import { ChildInput } from './child';
import { childLabels, podLabels } from './childLabels';
import { deliveryAnnotations } from './deliveryAnnotations';
import { omitEmpty } from './omitEmpty';
import { ownerReference } from './parent';
import { RenderError } from './renderError';

function stringMap(
  value: Json | undefined,
  where: string,
): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (!isJsonObject(value)) throw malformed(where, 'must be an object');
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      if (typeof entry !== 'string')
        throw malformed(`${where}/${key}`, 'must be a string');
      return [key, entry];
    }),
  );
}

function malformed(where: string, what: string): RenderError {
  return new RenderError(
    'CHILD_MALFORMED',
    `${where}: ${what}; after spec.patches it is not`,
  );
}

function nonEmptyString(value: Json | undefined, where: string): string {
  if (typeof value !== 'string' || value === '')
    throw malformed(where, 'must be a text that is not empty');
  return value;
}

function labelPodTemplate(child: JsonObject, input: ChildInput): JsonObject {
  const { spec } = child;
  if (!isJsonObject(spec) || !isJsonObject(spec.template)) {
    throw malformed('/statefulset/spec/template', 'must be an object');
  }
  const { template } = spec;
  const metadata = isJsonObject(template.metadata) ? template.metadata : {};
  const labels = {
    ...stringMap(metadata.labels, '/statefulset/spec/template/metadata/labels'),
    ...podLabels(input),
  };
  return {
    ...child,
    spec: {
      ...spec,
      template: { ...template, metadata: { ...metadata, labels } },
    },
  };
}

/**
 * Turns a member of the patched document into an object to apply: with name and namespace, labels, owner reference and
 * the annotations of the delivery, which no patch can change.
 *
 * @throws RenderError when the patches left something that cannot be applied.
 */
export function finishChild(
  input: ChildInput,
  key: string,
  value: Json,
): KubernetesObject {
  if (!isLabelValue(key) || key === '') {
    throw malformed(
      `/${key}`,
      'the name of a child must be at most 63 letters, digits, -, _ and .',
    );
  }
  if (!isJsonObject(value)) throw malformed(`/${key}`, 'must be an object');
  const metadata = value.metadata ?? {};
  if (!isJsonObject(metadata))
    throw malformed(`/${key}/metadata`, 'must be an object');
  const { name: serverName, namespace } = input.server.metadata;
  if (metadata.namespace !== undefined && metadata.namespace !== namespace) {
    throw malformed(
      `/${key}/metadata/namespace`,
      'must be the namespace of the server, or left out',
    );
  }
  const annotations = {
    ...stringMap(metadata.annotations, `/${key}/metadata/annotations`),
    ...deliveryAnnotations(input, key),
  };
  const owner = ownerReference(input, key);
  const {
    name,
    namespace: _namespace,
    labels,
    annotations: _annotations,
    ownerReferences: _owners,
    ...others
  } = metadata;
  const kind = nonEmptyString(value.kind, `/${key}/kind`);
  const labelled =
    key === 'statefulset' && kind === 'StatefulSet'
      ? labelPodTemplate(value, input)
      : value;
  const { apiVersion, kind: _kind, metadata: _metadata, ...body } = labelled;
  const finished: JsonObject = {
    apiVersion: nonEmptyString(apiVersion, `/${key}/apiVersion`),
    kind,
    metadata: {
      name:
        name === undefined
          ? serverName
          : nonEmptyString(name, `/${key}/metadata/name`),
      ...(namespace === undefined ? {} : { namespace }),
      labels: {
        ...stringMap(labels, `/${key}/metadata/labels`),
        ...childLabels(input, key),
      },
      annotations,
      ...(owner ? { ownerReferences: [{ ...owner }] } : {}),
      ...others,
    },
    ...body,
  };
  return omitEmpty(finished) as KubernetesObject;
}
