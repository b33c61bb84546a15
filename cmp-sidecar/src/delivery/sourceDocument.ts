import {
  isJsonObject,
  locate,
  yamlOptions,
  type JsonObject,
  type LocatedProblem,
} from '@amalthea/jupyterserver';
import { LineCounter, parseAllDocuments, type Document } from 'yaml';

/** The way to a field: member names and list indices. */
export type FieldPath = readonly PropertyKey[];

/** One object of a file, with the place of each of its fields. */
export interface SourceDocument {
  readonly file: string;
  readonly value: JsonObject;
  /** A problem at a field; at the nearest parent that the file has when the field itself is missing. */
  problem(path: FieldPath, field: string, message: string): LocatedProblem;
}

export interface DocumentsOfFile {
  readonly documents: readonly SourceDocument[];
  readonly problems: readonly LocatedProblem[];
}

class YamlDocument implements SourceDocument {
  constructor(
    readonly file: string,
    readonly value: JsonObject,
    private readonly base: FieldPath,
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
  ) {}

  problem(path: FieldPath, field: string, message: string): LocatedProblem {
    return {
      file: this.file,
      ...locate(this.document, [...this.base, ...path], this.lines),
      field,
      message,
    };
  }
}

/** Aliases may make a document this many times larger than its text (a "billion laughs" is refused). */
const maximumAliasCount = 100;
const tooDeep = 'is nested too deeply.';

function isStackOverflow(error: Error): boolean {
  return error instanceof RangeError;
}

/** The objects of a document: those of a List, or the one. */
function itemsOf(
  value: unknown,
): readonly { readonly item: unknown; readonly steps: FieldPath }[] {
  const isList =
    isJsonObject(value) &&
    typeof value.kind === 'string' &&
    value.kind.endsWith('List');
  if (isList && Array.isArray(value.items))
    return value.items.map((item, index) => ({
      item,
      steps: ['items', index],
    }));
  return [{ item: value, steps: [] }];
}

/** The text of a file; `undefined` when its bytes are no UTF-8. */
function decoded(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

/**
 * Reads the objects of a YAML or JSON file as kubectl does. Lists are taken apart; empty documents are nothing.
 */
export function readDocuments(
  file: string,
  content: Uint8Array,
): DocumentsOfFile {
  const text = decoded(content);
  const atStart = (message: string): DocumentsOfFile => ({
    documents: [],
    problems: [{ file, line: 1, column: 1, field: '', message }],
  });
  if (text === undefined) return atStart('is not UTF-8 text.');
  const lines = new LineCounter();
  const documents: SourceDocument[] = [];
  const problems: LocatedProblem[] = [];
  const report = (document: Document, message: string, steps: FieldPath = []) =>
    problems.push({
      file,
      ...locate(document, steps, lines),
      field: '',
      message,
    });
  let parsed: readonly Document.Parsed[];
  try {
    const result = parseAllDocuments(text, {
      ...yamlOptions,
      lineCounter: lines,
    });
    parsed = 'empty' in result ? [] : result;
  } catch (error) {
    if (error instanceof RangeError) return atStart(tooDeep);
    throw error;
  }
  for (const document of parsed) {
    for (const error of document.errors) {
      const { line, col } = lines.linePos(error.pos[0]);
      problems.push({
        file,
        line: Math.max(line, 1),
        column: Math.max(col, 1),
        field: '',
        message: error.message,
      });
    }
    if (document.errors.length > 0) continue;
    let value: unknown;
    try {
      value = document.toJS({ maxAliasCount: maximumAliasCount });
    } catch (error) {
      // Too many aliases, an alias of nothing, or nesting beyond the stack.
      report(
        document,
        error instanceof Error && !isStackOverflow(error)
          ? error.message
          : tooDeep,
      );
      continue;
    }
    if (value === null || value === undefined) continue;
    for (const { item, steps } of itemsOf(value)) {
      if (isJsonObject(item))
        documents.push(new YamlDocument(file, item, steps, document, lines));
      else
        report(
          document,
          'must be a Kubernetes object: a map with apiVersion, kind and metadata.',
          steps,
        );
    }
  }
  return { documents, problems };
}
