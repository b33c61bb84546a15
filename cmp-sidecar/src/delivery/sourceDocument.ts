import {
  isJsonObject,
  readText,
  type JsonObject,
  type LocatedProblem,
  type TextDocument,
} from '@amalthea/jupyterserver';

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

interface Item {
  readonly item: unknown;
  readonly steps: FieldPath;
}

/** The objects of a document: those of a List, Lists in it included, or the one. */
function itemsOf(value: unknown, steps: FieldPath = []): readonly Item[] {
  const isList =
    isJsonObject(value) &&
    typeof value.kind === 'string' &&
    value.kind.endsWith('List');
  // Go writes an empty list as null.
  if (isList && value.items === null) return [];
  if (isList && Array.isArray(value.items))
    return value.items.flatMap((item, index) =>
      itemsOf(item, [...steps, 'items', index]),
    );
  return [{ item: value, steps }];
}

/** The text of a file; `undefined` when its bytes are no UTF-8. */
function decoded(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

function sourceDocument(
  file: string,
  value: JsonObject,
  base: FieldPath,
  { locate }: TextDocument,
): SourceDocument {
  return {
    file,
    value,
    problem: (path, field, message) => ({
      file,
      ...locate([...base, ...path]),
      field,
      message,
    }),
  };
}

/**
 * Reads the objects of a YAML or JSON file as kubectl does. Lists are taken apart; empty documents are nothing.
 */
export function readDocuments(
  file: string,
  content: Uint8Array,
): DocumentsOfFile {
  const text = decoded(content);
  if (text === undefined) {
    const message = 'is not UTF-8 text.';
    return {
      documents: [],
      problems: [{ file, line: 1, column: 1, field: '', message }],
    };
  }
  const read = readText(text, file);
  const documents: SourceDocument[] = [];
  const problems = [...read.problems];
  for (const document of read.documents) {
    for (const { item, steps } of itemsOf(document.value)) {
      if (isJsonObject(item))
        documents.push(sourceDocument(file, item, steps, document));
      else
        problems.push({
          file,
          ...document.locate(steps),
          field: '',
          message:
            'must be a Kubernetes object: a map with apiVersion, kind and metadata.',
        });
    }
  }
  return { documents, problems };
}
