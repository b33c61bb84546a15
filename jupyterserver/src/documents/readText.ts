import { Document, isAlias, LineCounter, parseAllDocuments, visit } from 'yaml';
import { Json } from '../kubernetes/json';
import { toJson } from '../kubernetes/toJson';
import { jsonTexts, TextPart } from './jsonTexts';
import { locate, Position } from './locate';
import { LocatedProblem } from './locatedProblem';
import { yamlOptions } from './yamlOptions';

/** One document of a text. */
export interface TextDocument {
  readonly value: Json;
  /** Where a field is written, or the nearest parent that is. */
  readonly locate: (steps: readonly PropertyKey[]) => Position;
}

export interface DocumentsOfText {
  /** Those that can be read; empty documents are none. */
  readonly documents: readonly TextDocument[];
  /** What is wrong with the others, in the order of the text. */
  readonly problems: readonly LocatedProblem[];
}

/** Aliases may make a document this many times larger than its text, not more (a "billion laughs" is refused). */
const maximumAliasCount = 100;

const tooDeep =
  'is nested too deeply, or has an alias to something that contains it';

const stackIsFull = /call stack|stack overflow|nested more than/i;

/** What YAML (section 5.1) and kubectl do not take in a text, not even in a comment. */
// eslint-disable-next-line no-control-regex
const forbiddenCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

interface Source {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  readonly linesBefore: number;
}

type Finding = Position & { readonly message: string };

function characterProblem(text: string): Finding | undefined {
  const match = forbiddenCharacter.exec(text);
  if (!match) return undefined;
  const before = text.slice(0, match.index).split('\n');
  const code = match[0].charCodeAt(0).toString(16).padStart(4, '0');
  return {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    message: `has the control character U+${code.toUpperCase()}, which YAML does not allow`,
  };
}

function at({ lines, linesBefore }: Source, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1) + linesBefore, column: Math.max(col, 1) };
}

function place(source: Source, steps: readonly PropertyKey[]): Position {
  const { line, column } = locate(source.document, steps, source.lines);
  return { line: line + source.linesBefore, column };
}

/** The first alias of something that no earlier line names. */
function danglingAlias({ document }: Source): number | undefined {
  let offset: number | undefined;
  visit(document, (_key, node) => {
    if (!isAlias(node) || node.resolve(document)) return undefined;
    offset = node.range?.[0];
    return visit.BREAK;
  });
  return offset;
}

/** YAML's own errors, each at its place. */
function syntaxProblems(source: Source): Finding[] {
  const { errors } = source.document;
  // The library reports that the stack is full once for each level.
  if (errors.some(({ message }) => stackIsFull.test(message)))
    return [{ ...place(source, []), message: tooDeep }];
  return errors.map(({ pos, message }) => ({
    ...at(source, pos[0]),
    message,
  }));
}

/** The value of a document without errors, or why it has none. */
function valueOf(source: Source): { readonly value: Json } | Finding {
  const { document } = source;
  try {
    const value = toJson(document.toJS({ maxAliasCount: maximumAliasCount }));
    return { value };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (stackIsFull.test(message))
      return { ...place(source, []), message: tooDeep };
    const offset = danglingAlias(source);
    const position =
      offset === undefined ? place(source, []) : at(source, offset);
    return { ...position, message };
  }
}

/**
 * Reads all documents of a YAML or JSON text as kubectl does, with every problem of every document and its place. The
 * one reader for whatever shows, checks or delivers what people wrote.
 *
 * @param file - name for the problems, such as a path or `-`
 */
export function readText(text: string, file: string): DocumentsOfText {
  const documents: TextDocument[] = [];
  const problems: LocatedProblem[] = [];
  const report = (...found: readonly Finding[]) =>
    problems.push(...found.map(entry => ({ file, field: '', ...entry })));
  const character = characterProblem(text);
  if (character) {
    report(character);
    return { documents, problems };
  }
  const parts: readonly TextPart[] = jsonTexts(text) ?? [
    // Files that begin with a byte order mark may have been put together.
    { text: text.replace(/^(---.*\n)\ufeff/gm, '$1'), linesBefore: 0 },
  ];
  for (const part of parts) {
    const lines = new LineCounter();
    const parsed = parseAllDocuments(part.text, {
      ...yamlOptions,
      lineCounter: lines,
    });
    for (const document of 'empty' in parsed ? [] : parsed) {
      const source = { document, lines, linesBefore: part.linesBefore };
      const errors = syntaxProblems(source);
      report(...errors);
      if (errors.length > 0) continue;
      const result = valueOf(source);
      if (!('value' in result)) report(result);
      else if (result.value !== null)
        documents.push({
          value: result.value,
          locate: steps => place(source, steps),
        });
    }
  }
  return { documents, problems };
}
