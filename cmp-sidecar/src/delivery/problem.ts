import { formatProblem, type LocatedProblem } from '@amalthea/jupyterserver';

function byPlace(left: LocatedProblem, right: LocatedProblem): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}

/** One line per problem, `file:line:column: field: message`, in the order of the files; none twice. */
export function problemLines(
  problems: readonly LocatedProblem[],
): readonly string[] {
  return [...new Set([...problems].sort(byPlace).map(formatProblem))];
}
