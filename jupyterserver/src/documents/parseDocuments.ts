import { Document, LineCounter, parseAllDocuments } from 'yaml';
import { apiVersion, group, kind } from '../api/group';
import { isJsonObject, Json, JsonObject } from '../kubernetes/json';
import { toJson } from '../kubernetes/toJson';
import { parseJupyterServer } from '../parse/parseJupyterServer';
import { formatPath } from '../parse/problem';
import { JupyterServer } from '../schema/jupyterServer';
import { jsonTexts, TextPart } from './jsonTexts';
import { locate, Position } from './locate';
import { LocatedProblem } from './locatedProblem';
import { strictSchema } from './strictSchema';
import { unknownFields } from './unknownFields';
import { yamlOptions } from './yamlOptions';

/** Aliases may make a document this many times larger than its text, not more (a "billion laughs" is refused). */
const maximumAliasCount = 100;

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

interface Source {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
  readonly linesBefore: number;
  readonly strict: boolean;
}

const tooDeep =
  'is nested too deeply, or has an alias to something that contains it';

const stackIsFull = /call stack|stack overflow|nested more than/i;

/** What YAML (section 5.1) and kubectl do not take in a text, not even in a comment. */
// eslint-disable-next-line no-control-regex
const forbiddenCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

function placeOf(source: Source, steps: readonly PropertyKey[]): Position {
  const { line, column } = locate(source.document, steps, source.lines);
  return { line: line + source.linesBefore, column };
}

function problem(
  source: Source,
  steps: readonly PropertyKey[],
  field: readonly PropertyKey[],
  message: string,
): Finding {
  const position = placeOf(source, steps);
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
    placeOf(source, [...steps, ...field]);
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
      line: placeOf(source, steps).line,
    },
  ];
}

/** YAML's own errors, each at its place. */
function syntaxProblems(source: Source): Finding[] {
  const { file, document, lines, linesBefore } = source;
  // The library reports that the stack is full once for each level.
  if (document.errors.some(({ message }) => stackIsFull.test(message)))
    return [problem(source, [], [], tooDeep)];
  return document.errors.map(error => {
    const { line, col } = lines.linePos(error.pos[0]);
    return {
      kind: 'problem' as const,
      problem: {
        file,
        line: Math.max(line, 1) + linesBefore,
        column: Math.max(col, 1),
        field: '',
        message: error.message,
      },
    };
  });
}

function characterProblem(text: string, file: string): Finding[] {
  const match = forbiddenCharacter.exec(text);
  if (!match) return [];
  const before = text.slice(0, match.index).split('\n');
  const code = match[0].charCodeAt(0).toString(16).padStart(4, '0');
  return [
    {
      kind: 'problem',
      problem: {
        file,
        line: before.length,
        column: (before.at(-1)?.length ?? 0) + 1,
        field: '',
        message: `has the control character U+${code.toUpperCase()}, which YAML does not allow`,
      },
    },
  ];
}

function readDocument(source: Source): Finding[] {
  const errors = syntaxProblems(source);
  if (errors.length > 0) return errors;
  let value: Json;
  try {
    value = toJson(source.document.toJS({ maxAliasCount: maximumAliasCount }));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isDeep = stackIsFull.test(message);
    return [problem(source, [], [], isDeep ? tooDeep : message)];
  }
  return value === null ? [] : readObject(source, value, []);
}

function readText(text: string, file: string, strict: boolean): Finding[] {
  const characters = characterProblem(text, file);
  if (characters.length > 0) return characters;
  const parts: readonly TextPart[] = jsonTexts(text) ?? [
    // Files that begin with a byte order mark may have been put together.
    { text: text.replace(/^(---.*\n)\ufeff/gm, '$1'), linesBefore: 0 },
  ];
  return parts.flatMap(part => {
    const lines = new LineCounter();
    const documents = parseAllDocuments(part.text, {
      ...yamlOptions,
      lineCounter: lines,
    });
    const { linesBefore } = part;
    return Array.from(documents).flatMap(document =>
      readDocument({ file, document, lines, linesBefore, strict }),
    );
  });
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
  const findings = readText(text, file, options.strict ?? true);
  return {
    servers: findings.flatMap(finding =>
      finding.kind === 'server' ? [finding] : [],
    ),
    others: findings.flatMap(finding =>
      finding.kind === 'other' ? [finding] : [],
    ),
    problems: findings
      .flatMap(finding => (finding.kind === 'problem' ? [finding.problem] : []))
      .sort((one, other) => one.line - other.line || one.column - other.column),
  };
}
