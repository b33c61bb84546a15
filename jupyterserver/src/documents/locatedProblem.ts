/** What is wrong with a document, and where. */
export interface LocatedProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Such as spec.routing.host; empty when the problem is with the document itself. */
  readonly field: string;
  readonly message: string;
}

/** One line: `file:line:column: field: message`. */
export function formatProblem({
  file,
  line,
  column,
  field,
  message,
}: LocatedProblem): string {
  const oneLine = message.replace(/\s*[\r\n]+\s*/g, ' ').trim();
  // Git takes file names with line ends.
  const oneLineFile = file.replace(/\p{Cc}/gu, '?');
  return [
    `${oneLineFile}:${line}:${column}`,
    ...(field === '' ? [] : [field]),
    oneLine,
  ].join(': ');
}
