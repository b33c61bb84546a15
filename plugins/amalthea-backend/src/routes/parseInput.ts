import type { z } from 'zod';
import { invalidRequest } from '../servers/draftServer';

/**
 * Reads something that came with a request.
 *
 * @throws AmaltheaError InvalidRequest with every problem and its field
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalidRequest(
    parsed.error.issues.map(issue => ({
      field: issue.path.map(String).join('.') || 'request',
      message: issue.message,
    })),
  );
}
