import {
  annotations as amaltheaAnnotations,
  isJsonObject,
  type JsonObject,
  type LocatedProblem,
} from '@amalthea/jupyterserver';
import type { Parameters } from '../parameters/parameters';
import type { SourceDocument } from './sourceDocument';

/** Fields of metadata that an API server writes; in Git they are left-overs of `kubectl get -o yaml`. */
const serverMetadata = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
  'ownerReferences',
];

/** Annotations that are not Git's to set. */
const foreignAnnotations: readonly string[] = [
  amaltheaAnnotations.delivery,
  amaltheaAnnotations.renderHash,
  'kubectl.kubernetes.io/last-applied-configuration',
];

/** A JupyterServer of Git with what the Application's parameters give to it. */
export interface PreparedServer {
  readonly value: JsonObject;
  readonly problems: readonly LocatedProblem[];
}

/** A sub-object, made when it is absent; `undefined` when something else stands there, which validation will report. */
function member(parent: JsonObject, name: string): JsonObject | undefined {
  if (parent[name] === undefined || parent[name] === null) parent[name] = {};
  const value = parent[name];
  return isJsonObject(value) ? value : undefined;
}

function clean(value: JsonObject): void {
  delete value.status;
  const { metadata } = value;
  if (!isJsonObject(metadata)) return;
  for (const field of serverMetadata) delete metadata[field];
  const { annotations } = metadata;
  if (isJsonObject(annotations))
    for (const name of foreignAnnotations) delete annotations[name];
}

/**
 * The namespace that an object without one will be applied to: the parameter's, else the Application's destination.
 * It is written down because what is rendered names it.
 */
export function defaultNamespace(
  parameters: Parameters,
  destinationNamespace: string | undefined,
): string | undefined {
  return parameters.namespace ?? (destinationNamespace || undefined);
}

/** Whether a namespace is not given; to Kubernetes an empty one is none. */
function isUnset(namespace: unknown): boolean {
  return namespace === undefined || namespace === null || namespace === '';
}

/** A problem when an object names another namespace than the one that the parameter allows. */
export function namespaceProblem(
  document: SourceDocument,
  parameters: Parameters,
): LocatedProblem | undefined {
  const { metadata } = document.value;
  const namespace = isJsonObject(metadata) ? metadata.namespace : undefined;
  if (
    parameters.namespace === undefined ||
    isUnset(namespace) ||
    namespace === parameters.namespace
  )
    return undefined;
  return document.problem(
    ['metadata', 'namespace'],
    'metadata.namespace',
    `must be ${parameters.namespace}, the namespace of this Application, or left out.`,
  );
}

/** Applies the parameters `namespace`, `labels`, `host` and `storageClass` to a server as Git has it. */
export function prepareServer(
  document: SourceDocument,
  parameters: Parameters,
  destinationNamespace: string | undefined,
): PreparedServer {
  const value = structuredClone(document.value);
  const problems: LocatedProblem[] = [];
  clean(value);
  const conflict = namespaceProblem(document, parameters);
  if (conflict) problems.push(conflict);
  const metadata = member(value, 'metadata');
  const namespace = defaultNamespace(parameters, destinationNamespace);
  if (metadata && isUnset(metadata.namespace)) {
    if (namespace === undefined) delete metadata.namespace;
    else metadata.namespace = namespace;
  }
  if (metadata && parameters.labels.size > 0) {
    const labels = member(metadata, 'labels') ?? {};
    for (const [key, label] of parameters.labels) {
      if (Object.hasOwn(labels, key) && labels[key] !== label) {
        const message = `must be ${label}, as this Application's labels say, or left out.`;
        problems.push(
          document.problem(
            ['metadata', 'labels', key],
            `metadata.labels.${key}`,
            message,
          ),
        );
      }
      labels[key] = label;
    }
  }
  const spec = member(value, 'spec');
  const routing =
    spec && parameters.host !== undefined ? member(spec, 'routing') : undefined;
  if (routing && parameters.host !== undefined)
    routing.host ??= parameters.host;
  if (
    spec &&
    parameters.storageClass !== undefined &&
    isJsonObject(spec.storage)
  ) {
    const { pvc } = spec.storage;
    if (isJsonObject(pvc) && pvc.enabled === true)
      pvc.storageClassName ??= parameters.storageClass;
  }
  return { value, problems };
}
