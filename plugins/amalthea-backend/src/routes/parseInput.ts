import type { FieldProblem } from '@amalthea/plugin-amalthea-common';
import type { z } from 'zod';
import { invalidRequest } from '../servers/draftServer';
import { issueSentence } from './issueSentence';

type Issue = z.core.$ZodIssue;

/** Longest name of a field that an answer repeats, in characters. */
const longestField = 100;

/**
 * Reads something that came with a request.
 *
 * @throws AmaltheaError InvalidRequest with every problem and its field
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
): z.output<S> {
  const parsed = schema.safeParse(input, { error: issueSentence });
  if (parsed.success) return parsed.data;
  throw invalidRequest(parsed.error.issues.flatMap(problemsOf));
}

/** One problem, or one for each key that is not known. */
function problemsOf(issue: Issue): readonly FieldProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      field: fieldOf([...issue.path, key]),
      message: issue.message,
    }));
  }
  const message =
    issue.code === 'invalid_key'
      ? issue.issues[0]?.message ?? issue.message
      : issue.message;
  return [{ field: fieldOf(issue.path), message }];
}

function fieldOf(path: readonly PropertyKey[]): string {
  const field = path.map(String).join('.');
  if (field === '') return 'request';
  return field.length > longestField
    ? `${field.slice(0, longestField)}…`
    : field;
}
