import {
  apiVersion,
  group as apiGroup,
  isJsonObject,
  kind,
  nearest,
  type KubernetesObject,
  type LocatedProblem,
} from '@amalthea/jupyterserver';
import type { Parameters } from '../parameters/parameters';
import { skipMarker } from '../archive/manifestFile';
import { namespaceProblem } from './prepareServer';
import type { SourceDocument } from './sourceDocument';

export type PassedObject =
  | { readonly ok: true; readonly object: KubernetesObject }
  | { readonly ok: false; readonly problems: readonly LocatedProblem[] };

/** Whether a document is ours to render. */
export function isJupyterServer({ value }: SourceDocument): boolean {
  return value.apiVersion === apiVersion && value.kind === kind;
}

/** Labels and annotations that are no strings; repo-server fails on them without saying where they are. */
function stringMapProblems(
  document: SourceDocument,
  name: 'labels' | 'annotations',
): readonly LocatedProblem[] {
  const { metadata } = document.value;
  const map = isJsonObject(metadata) ? metadata[name] : undefined;
  if (map === undefined || map === null) return [];
  if (!isJsonObject(map)) {
    return [
      document.problem(
        ['metadata', name],
        `metadata.${name}`,
        'must be a map of strings.',
      ),
    ];
  }
  return Object.entries(map)
    .filter(([, value]) => typeof value !== 'string')
    .map(([key]) =>
      document.problem(
        ['metadata', name, key],
        `metadata.${name}.${key}`,
        'must be a string; quote it.',
      ),
    );
}

function identityProblems(document: SourceDocument): readonly LocatedProblem[] {
  const { value } = document;
  if (typeof value.apiVersion !== 'string' || typeof value.kind !== 'string') {
    const missing =
      typeof value.apiVersion === 'string' ? 'kind' : 'apiVersion';
    return [
      document.problem(
        [missing],
        missing,
        `is missing: not a Kubernetes object. Move the file out of the path, or write the comment ${skipMarker} into it.`,
      ),
    ];
  }
  const [group] = value.apiVersion.split('/');
  if (group === apiGroup && value.kind === kind) {
    return [
      document.problem(
        ['apiVersion'],
        'apiVersion',
        `must be ${apiVersion} for a JupyterServer.`,
      ),
    ];
  }
  const isMisspelt =
    nearest(value.kind, [kind]) !== undefined ||
    nearest(group, [apiGroup]) !== undefined;
  if (isMisspelt && (group === apiGroup || value.kind === kind)) {
    return [
      document.problem(
        ['kind'],
        'kind',
        `Did you mean ${kind} of ${apiVersion}?`,
      ),
    ];
  }
  return nameProblems(document);
}

/** Names that are none. YAML reads many a name as something else: 12, on, 1e3. */
function nameProblems(document: SourceDocument): readonly LocatedProblem[] {
  const { metadata } = document.value;
  const given = isJsonObject(metadata) ? metadata : {};
  const malformed = ['name', 'generateName', 'namespace'].filter(
    field =>
      (given[field] ?? null) !== null && typeof given[field] !== 'string',
  );
  if (malformed.length > 0)
    return malformed.map(field =>
      document.problem(
        ['metadata', field],
        `metadata.${field}`,
        'must be a text; put it in quotes.',
      ),
    );
  return given.name || given.generateName
    ? []
    : [document.problem(['metadata', 'name'], 'metadata.name', 'is missing.')];
}

/** Lets an object of another kind through as it is, if the Application allows it and it is one at all. */
export function passThrough(
  document: SourceDocument,
  parameters: Parameters,
): PassedObject {
  const problems = [...identityProblems(document)];
  const { value } = document;
  const { apiVersion: version, kind: itsKind, metadata } = value;
  if (problems.length === 0 && parameters.passThrough === 'deny') {
    const message = `${String(
      itsKind,
    )} is not allowed here: this Application takes JupyterServers only (passThrough: deny).`;
    problems.push(document.problem(['kind'], 'kind', message));
  }
  problems.push(
    ...stringMapProblems(document, 'labels'),
    ...stringMapProblems(document, 'annotations'),
  );
  const conflict = namespaceProblem(document, parameters);
  if (conflict) problems.push(conflict);
  if (
    problems.length > 0 ||
    typeof version !== 'string' ||
    typeof itsKind !== 'string'
  )
    return { ok: false, problems };
  return {
    ok: true,
    object: {
      ...value,
      apiVersion: version,
      kind: itsKind,
      metadata: isJsonObject(metadata) ? metadata : {},
    },
  };
}
