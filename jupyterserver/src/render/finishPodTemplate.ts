import { sha256 } from '../hash/sha256';
import { canonicalJson } from '../hash/canonicalJson';
import { isJsonObject, Json, JsonObject } from '../kubernetes/json';
import { jupyterConfigHashAnnotation } from '../names/annotations';
import { ChildInput } from './child';
import { podLabels } from './childLabels';
import { configMapKeys } from './configMap';
import { malformedChild, requireTexts } from './malformedChild';

const where = '/statefulset/spec/template';
const hashLength = 16;

/** Jupyter reads its files only when it starts: a change of them must be a change of the pod. */
function configurationAnnotations(
  configMap: Json | undefined,
): Record<string, string> {
  const data = isJsonObject(configMap) ? configMap.data : undefined;
  if (!isJsonObject(data)) return {};
  const files = [configMapKeys.notebook, configMapKeys.server].map(
    key => data[key] ?? null,
  );
  return {
    [jupyterConfigHashAnnotation]: sha256(canonicalJson(files)).slice(
      0,
      hashLength,
    ),
  };
}

/** The StatefulSet with the labels and annotations that its pod gets after all patches. */
export function finishPodTemplate(
  input: ChildInput,
  statefulSet: JsonObject,
  configMap: Json | undefined,
): JsonObject {
  const { spec } = statefulSet;
  if (!isJsonObject(spec) || !isJsonObject(spec.template)) {
    throw malformedChild(where, 'must be an object');
  }
  const { template } = spec;
  const metadata = isJsonObject(template.metadata) ? template.metadata : {};
  const finished = {
    ...metadata,
    labels: {
      ...requireTexts(metadata.labels, `${where}/metadata/labels`),
      ...podLabels(input),
    },
    annotations: {
      ...requireTexts(metadata.annotations, `${where}/metadata/annotations`),
      ...configurationAnnotations(configMap),
    },
  };
  return {
    ...statefulSet,
    spec: { ...spec, template: { ...template, metadata: finished } },
  };
}
