import { apiVersion, group, kind } from '../api/group';
import { isJsonObject, Json, JsonObject } from '../kubernetes/json';
import { parseJupyterServer } from '../parse/parseJupyterServer';
import { formatPath } from '../parse/problem';
import { JupyterServer } from '../schema/jupyterServer';
import { Position } from './locate';
import { LocatedProblem } from './locatedProblem';
import { readText, TextDocument } from './readText';
import { strictSchema } from './strictSchema';
import { unknownFields } from './unknownFields';

/** A JupyterServer and the place where it is written. */
export interface LocatedServer {
  readonly server: JupyterServer;
  /** As it is written, without defaults. */
  readonly object: JsonObject;
  /** From 1. */
  readonly line: number;
  /** Where one of its fields is written, or the nearest parent that is. */
  readonly locate: (steps: readonly PropertyKey[]) => Position;
}

export interface ParsedDocuments {
  readonly servers: readonly LocatedServer[];
  /** Objects of other kinds. */
  readonly others: readonly {
    readonly object: JsonObject;
    readonly line: number;
  }[];
  readonly problems: readonly LocatedProblem[];
}

export interface ParseDocumentsOptions {
  /** Report fields that do not exist, as kubectl does, instead of leaving them out, as the API server does. Default: true. */
  readonly strict?: boolean;
}

type Finding =
  | ({ readonly kind: 'server' } & LocatedServer)
  | {
      readonly kind: 'other';
      readonly object: JsonObject;
      readonly line: number;
    }
  | { readonly kind: 'problem'; readonly problem: LocatedProblem };

interface Source extends TextDocument {
  readonly file: string;
  readonly strict: boolean;
}

function problem(
  source: Source,
  steps: readonly PropertyKey[],
  field: readonly PropertyKey[],
  message: string,
): Finding {
  const position = source.locate(steps);
  return {
    kind: 'problem',
    problem: {
      file: source.file,
      ...position,
      field: formatPath(field),
      message,
    },
  };
}

function readServer(
  source: Source,
  object: JsonObject,
  steps: readonly PropertyKey[],
): Finding[] {
  const result = parseJupyterServer(object);
  const broken = result.ok ? [] : result.problems;
  const unknown = source.strict ? unknownFields(object, strictSchema) : [];
  const problems = [...broken, ...unknown].map(found =>
    problem(source, [...steps, ...found.steps], found.steps, found.message),
  );
  if (!result.ok || problems.length > 0) return problems;
  const place = (field: readonly PropertyKey[]) =>
    source.locate([...steps, ...field]);
  return [
    {
      kind: 'server',
      server: result.server,
      object,
      line: place([]).line,
      locate: place,
    },
  ];
}

function readObject(
  source: Source,
  value: Json,
  steps: readonly PropertyKey[],
): Finding[] {
  if (!isJsonObject(value))
    return [problem(source, steps, [], 'must be a Kubernetes object')];
  const { apiVersion: objectVersion, kind: objectKind } = value;
  if (typeof objectVersion !== 'string' || typeof objectKind !== 'string') {
    const missing = typeof objectVersion === 'string' ? 'kind' : 'apiVersion';
    const example = missing === 'kind' ? kind : apiVersion;
    return [
      problem(
        source,
        [...steps, missing],
        [missing],
        `is required: ${example} for a Jupyter server`,
      ),
    ];
  }
  const ours = objectVersion.startsWith(`${group}/`);
  if (objectKind === 'List' || (ours && objectKind === `${kind}List`)) {
    const { items } = value;
    if (!Array.isArray(items))
      return [
        problem(
          source,
          [...steps, 'items'],
          ['items'],
          'must be a list of objects',
        ),
      ];
    return items.flatMap((item, index) =>
      readObject(source, item, [...steps, 'items', index]),
    );
  }
  if (ours) return readServer(source, value, steps);
  return [
    {
      kind: 'other',
      object: value,
      line: source.locate(steps).line,
    },
  ];
}

/**
 * Reads all YAML or JSON documents of a text, lists included, with every problem of every document and its place.
 *
 * @param file - name for the problems, such as a path or `-`
 */
export function parseDocuments(
  text: string,
  file: string,
  options: ParseDocumentsOptions = {},
): ParsedDocuments {
  const strict = options.strict ?? true;
  const { documents, problems } = readText(text, file);
  const findings = documents.flatMap(document =>
    readObject({ ...document, file, strict }, document.value, []),
  );
  return {
    servers: findings.flatMap(finding =>
      finding.kind === 'server' ? [finding] : [],
    ),
    others: findings.flatMap(finding =>
      finding.kind === 'other' ? [finding] : [],
    ),
    problems: [
      ...problems,
      ...findings.flatMap(finding =>
        finding.kind === 'problem' ? [finding.problem] : [],
      ),
    ].sort((one, other) => one.line - other.line || one.column - other.column),
  };
}
